import { catalogue, type ErrorCode } from "./errors/catalogue.ts";
import { type ParameterFault, ProblemError } from "./errors/problem.ts";
import type { Account } from "./ice/client.ts";
import type { Operation, Phase } from "./operation.ts";
import type { Difference } from "./response/drift.ts";
import type { LogLevel } from "./runtime/configuration.ts";
import type { Context } from "./runtime/context.ts";
import type { Caller } from "./triggers/caller.ts";
import type { CallerKind } from "./validation/controls.ts";
import type { Request } from "./validation/validate.ts";

/** What becomes known of an invocation on its way, for the log. */
export interface Trace {
  request?: Request;
  account?: Readonly<Account>;
  phase?: Phase | undefined;
  drift?: readonly Difference[];
  incomplete?: boolean;
  advice?: string | undefined;
}

/** What one invocation leaves behind: one line, with nothing in it that is anybody's secret. */
interface LogEntry {
  readonly time: string;
  readonly level: LogLevel;
  readonly requestId: string;
  readonly callerRequestId: string | undefined;
  readonly upstreamRequestId: string | undefined;
  readonly operation: string;
  readonly caller: CallerKind;
  readonly outcome: "answered" | "incomplete" | "failed" | "explained";
  readonly phase: Phase | undefined;
  readonly ids: { readonly count: number; readonly first: readonly string[] } | undefined;
  /** Names of the other parameters. */
  readonly parameters: readonly string[] | undefined;
  readonly attempts: number;
  readonly upstreamMs: number;
  readonly totalMs: number;
  readonly code: ErrorCode | undefined;
  readonly upstreamCode: string | undefined;
  readonly cause: string | undefined;
  /** What was wrong with parameters or settings: the first ten. */
  readonly errors: readonly ParameterFault[] | undefined;
  readonly drift: readonly Difference[] | undefined;
  readonly advice: string | undefined;
}

/**
 * What to log of an invocation.
 * @param entry when it began, and `now`, when it ended: milliseconds since the epoch
 */
export function logEntry(
  operation: Operation,
  caller: Caller,
  context: Context,
  { request, account, phase, drift, incomplete, advice }: Trace,
  outcome: unknown,
  entry: number,
  now: number,
): LogEntry {
  const failure = outcome instanceof ProblemError ? outcome : undefined;
  const named = operation.batch?.ids ?? operation.job?.id;
  const ids = named && request?.parameters[named];
  return {
    time: new Date(entry).toISOString(),
    level: levelOf(failure, drift, advice),
    requestId: context.requestId,
    callerRequestId: caller.requestId,
    upstreamRequestId: account?.requestId,
    operation: operation.name,
    caller: caller.kind,
    outcome: failure
      ? "failed"
      : request?.controls.explain
        ? "explained"
        : incomplete
          ? "incomplete"
          : "answered",
    phase,
    ids: ids ? loggedIds(ids) : undefined,
    parameters:
      request &&
      [...Object.keys(request.parameters), ...Object.keys(request.controls)].filter((name) => name !== named),
    attempts: account?.attempts ?? 0,
    upstreamMs: account?.milliseconds ?? 0,
    totalMs: now - entry,
    code: failure?.code,
    upstreamCode: failure?.upstream?.code,
    cause: failure?.cause,
    errors: failure?.errors?.slice(0, 10).map(loggedFault),
    drift: drift?.length ? drift : undefined,
    advice,
  };
}

function levelOf(
  failure: ProblemError | undefined,
  drift: readonly Difference[] | undefined,
  advice: string | undefined,
): LogLevel {
  if (failure && catalogue[failure.code].status >= 500) return "error";
  return failure || drift?.length || advice ? "warn" : "info";
}

/** How many, and the first ten; what doesn't look like an ID is masked. */
function loggedIds(value: unknown): LogEntry["ids"] {
  const ids: readonly string[] = Array.isArray(value) ? value : [value];
  return { count: ids.length, first: ids.slice(0, 10).map((id) => (/^[\w*.:-]+$/.test(id) ? id : "?")) };
}

/** A caller's own name for a parameter is masked where it doesn't look like one. */
function loggedFault({ parameter, problem }: ParameterFault): ParameterFault {
  return { parameter: /^[A-Za-z]\w{0,39}(\[\d+\])?$/.test(parameter) ? parameter : "?", problem };
}

const severity: Record<LogLevel, number> = { error: 0, warn: 1, info: 2 };

/** The line for standard output, or undefined where its level is not wanted. */
export function logLine(
  entry: LogEntry,
  wanted: LogLevel,
  redact: (text: string) => string,
): string | undefined {
  return severity[entry.level] > severity[wanted] ? undefined : redact(`${JSON.stringify(entry)}\n`);
}
