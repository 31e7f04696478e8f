import { catalogue, type ErrorCode } from "./errors/catalogue.ts";
import { ProblemError, type Violation } from "./errors/problem.ts";
import type { Usage } from "./ice/client.ts";
import type { Operation, Phase } from "./operation.ts";
import type { Difference } from "./response/drift.ts";
import type { LogLevel } from "./runtime/configuration.ts";
import { version } from "./runtime/version.ts";
import type { CallerKind, Request } from "./validation/rules.ts";

/** What is known of an invocation when it ends. */
export interface Invocation {
  readonly operation: Operation;
  readonly caller: CallerKind;
  readonly requestId: string;
  /** The caller's own ID of the request. */
  readonly callerRequestId: string | undefined;
  /** Undefined where the caller's input was refused. */
  readonly request: Request | undefined;
  readonly usage: Readonly<Usage> | undefined;
  readonly drift: readonly Difference[];
  readonly outcome: Outcome | ProblemError;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly totalMs: number;
}

/** What an invocation that did not fail came to. */
export interface Outcome {
  readonly kind: "answered" | "incomplete" | "explained";
  readonly phase: Phase | undefined;
  /** The answer's size. An HTTP caller that already has the answer gets a 304 without it. */
  readonly bytes: number;
  /** What to do about an answer that its caller may not be able to take. */
  readonly advice: string | undefined;
}

/** What one invocation leaves behind: one line, with nothing secret in it. */
export interface LogEntry {
  readonly time: string;
  readonly level: LogLevel;
  readonly requestId: string;
  readonly callerRequestId: string | undefined;
  readonly upstreamRequestId: string | undefined;
  readonly operation: string;
  /** The bundle's. */
  readonly version: string;
  readonly caller: CallerKind;
  readonly outcome: Outcome["kind"] | "failed";
  readonly phase: Phase | undefined;
  readonly ids: { readonly count: number; readonly first: readonly string[] } | undefined;
  /** Names of the other parameters and controls. */
  readonly parameters: readonly string[] | undefined;
  /** Calls of ICE, and HTTP requests sent for them: what is more than the calls are retries. */
  readonly calls: number;
  readonly attempts: number;
  readonly upstreamMs: number;
  readonly totalMs: number;
  /** Of the answer; undefined for an error. */
  readonly bytes: number | undefined;
  readonly code: ErrorCode | undefined;
  readonly upstreamCode: string | undefined;
  readonly cause: string | undefined;
  /** What was wrong with parameters or settings: the first ten. */
  readonly errors: readonly Violation[] | undefined;
  readonly drift: readonly Difference[] | undefined;
  readonly advice: string | undefined;
}

/** What to log of an invocation. */
export function logEntry(invocation: Invocation): LogEntry {
  const { operation, request, usage, drift, outcome } = invocation;
  const failure = outcome instanceof ProblemError ? outcome : undefined;
  const answered = outcome instanceof ProblemError ? undefined : outcome;
  const named = operation.kind === "batch" ? operation.idsField : operation.idField;
  const ids = request?.parameters[named];
  return {
    time: new Date(invocation.startedAt).toISOString(),
    level: levelOf(failure, drift, answered?.advice),
    requestId: invocation.requestId,
    callerRequestId: invocation.callerRequestId,
    upstreamRequestId: usage?.requestId,
    operation: operation.name,
    version,
    caller: invocation.caller,
    outcome: answered?.kind ?? "failed",
    phase: answered?.phase,
    ids: ids ? loggedIds(ids) : undefined,
    parameters:
      request &&
      [...Object.keys(request.parameters), ...Object.keys(request.controls)].filter((name) => name !== named),
    calls: usage?.calls ?? 0,
    attempts: usage?.attempts ?? 0,
    upstreamMs: Math.round(usage?.milliseconds ?? 0),
    totalMs: Math.round(invocation.totalMs),
    bytes: answered?.bytes,
    code: failure?.code,
    upstreamCode: failure?.upstream?.code,
    cause: failure?.cause,
    errors: failure?.errors?.slice(0, 10).map(loggedViolation),
    drift: drift.length > 0 ? drift : undefined,
    advice: answered?.advice,
  };
}

function levelOf(
  failure: ProblemError | undefined,
  drift: readonly Difference[],
  advice: string | undefined,
): LogLevel {
  if (failure && catalogue[failure.code].status >= 500) return "error";
  return failure || drift.length > 0 || advice ? "warn" : "info";
}

/** How many, and the first ten. What doesn't look like an ID is masked. */
function loggedIds(value: unknown): LogEntry["ids"] {
  const ids: readonly string[] = Array.isArray(value) ? value : [value];
  return { count: ids.length, first: ids.slice(0, 10).map((id) => (/^[\w*.:-]+$/.test(id) ? id : "?")) };
}

/** A caller's own name for a parameter is masked where it doesn't look like one. */
function loggedViolation({ parameter, problem }: Violation): Violation {
  return { parameter: /^[A-Za-z]\w{0,39}(\[\d+\])?$/.test(parameter) ? parameter : "?", problem };
}

const severity: Record<LogLevel, number> = { error: 0, warn: 1, info: 2 };

/**
 * The line for standard output; undefined where its level is not wanted.
 * @param redactedJson makes JSON without anything secret
 */
export function logLine(
  entry: LogEntry,
  wanted: LogLevel,
  redactedJson: (entry: LogEntry) => string,
): string | undefined {
  return severity[entry.level] > severity[wanted] ? undefined : `${redactedJson(entry)}\n`;
}
