import type { Kind } from "./calls/kind.ts";
import { ProblemError, shownName } from "./errors/problem.ts";
import { explain } from "./explain.ts";
import { createIceClient, type IceClient } from "./ice/client.ts";
import { createTransport, type IceAnswer, type Transport } from "./ice/transport.ts";
import { lengthOf } from "./json/pieces.ts";
import { logEntry, logLine, type Outcome } from "./log.ts";
import type { Document, Operation } from "./operation.ts";
import { rehearsalOf } from "./rehearsal.ts";
import { type Difference, driftOf } from "./response/drift.ts";
import { viewOf } from "./response/view.ts";
import { createCapacity, createPace } from "./runtime/capacity.ts";
import { type Clock, systemClock } from "./runtime/clock.ts";
import { type Configuration, readConfiguration } from "./runtime/configuration.ts";
import type { Context } from "./runtime/context.ts";
import { deadlineOf } from "./runtime/deadline.ts";
import { redactor } from "./runtime/redact.ts";
import type { Caller, Result } from "./triggers/caller.ts";
import { recognise } from "./triggers/recognise.ts";
import type { Request } from "./validation/rules.ts";
import { isKnown, validate } from "./validation/validate.ts";

/** A handler of Function Compute's built-in Node.js runtimes: what it returns is the answer, what it throws the error. */
export type Handler = (event: Uint8Array, context: Context) => Promise<unknown>;

/** What a handler takes from its environment. The defaults are the real ones. */
export interface Environment {
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly transport: Transport;
  readonly write: (line: string) => void;
}

/** Bytes of a CloudFlow state's input and output, at most. */
const workflowLimit = 64 * 1024;

/**
 * Makes the handler of one operation. Everything that outlives an invocation is made here, or at the first of them.
 * @param kind of the operation: `job`, `list` or `batch` of `calls/`
 * @example export const handler = createHandler(operation, job);
 */
export function createHandler<Each extends Operation>(
  operation: Each,
  kind: Kind<Each>,
  environment: Partial<Environment> = {},
): Handler {
  const {
    clock = systemClock,
    random = Math.random,
    variables = process.env,
    write = writeOut,
  } = environment;
  const transport = environment.transport ?? createTransport(clock, () => rehearse(operation, kind));
  const pace = createPace(clock);
  let configuration: Configuration | undefined;

  return async (event, context) => {
    const startedAt = clock.wall();
    const start = clock.monotonic();
    const { redact, redactedJson } = redactor(context.credentials);
    let client: IceClient | undefined;
    let drift: readonly Difference[] = [];

    const read = (caller: Caller): Request => {
      configuration ??= readConfiguration(variables, context.region);
      const { parameters, time = startedAt, unknownMembers = [] } = caller.read();
      drift = unknownMembers
        .slice(0, 10)
        .map((path) => ({ path: shownName(path), kind: "unknown member of the event" }));
      return validate(operation, kind.rules, parameters, caller.kind, time);
    };

    const ask = async (caller: Caller, request: Request): Promise<Answered> => {
      const settings = configuration as Configuration;
      const deadline = deadlineOf(start, context.function.timeout, caller.patienceMs);
      if (request.controls.explain)
        return explanation(redactedJson(explain(operation, kind, request, settings, deadline - start)));
      const { credentials } = context;
      const capacity = createCapacity(context.function.memory, deadline, pace, clock);
      client = createIceClient({ transport, configuration: settings, credentials, capacity, clock, random });
      const { call: callIce, forget } = client;
      const compared = (answer: IceAnswer) => {
        drift = pace.measure(
          () => driftOf(operation, answer.document, request.parameters, drift),
          () => lengthOf(answer),
        );
        return answer;
      };
      const call = (given: Document) => callIce(operation.name, given).then(compared);
      const view = viewOf(operation, request.controls);
      const { sizeLimit } = caller;
      const parts = await kind.ask(operation, request, view, {
        call,
        forget,
        capacity,
        clock,
        random,
        sizeLimit,
      });
      const { json, bytes, steady } = pace.measure(
        () => view.shape(parts),
        (shaped) => shaped.json.length,
      );
      const { lifecycle, stopped } = parts.additions;
      const outcome = stopped ? "incomplete" : "answered";
      return {
        result: { json, steady, retryAfter: lifecycle?.retryAfter },
        outcome: { kind: outcome, phase: lifecycle?.phase, bytes, advice: adviceOn(bytes, caller) },
      };
    };

    const caller = recognise(event, {
      operation,
      functionName: context.function.name,
      isParameter: (name) => isKnown(name, operation, kind.rules.controls),
    });
    let request: Request | undefined;
    let answered: Answered | ProblemError;
    try {
      request = read(caller);
      answered = await ask(caller, request);
    } catch (error) {
      answered = problemOf(error);
    }
    const entry = logEntry({
      operation,
      caller: caller.kind,
      requestId: context.requestId,
      callerRequestId: caller.requestId,
      request,
      usage: client?.usage,
      drift,
      outcome: answered instanceof ProblemError ? answered : answered.outcome,
      startedAt,
      totalMs: clock.monotonic() - start,
    });
    // Stryker disable next-line StringLiteral: without a configuration only errors are logged, at any level
    const line = logLine(entry, configuration?.logLevel ?? "error", redactedJson);
    if (line) write(line);
    if (!(answered instanceof ProblemError)) return caller.answer(answered.result, context.requestId);
    return caller.fail(answered, redact(answered.details(context.requestId)));
  };
}

/** Lets code that follows an answer run before it is needed. */
function rehearse<Each extends Operation>(operation: Each, kind: Kind<Each>): void {
  const { event, context, answer } = rehearsalOf(operation);
  // Standard output, too, is made when it is first used.
  const write = () => void process.stdout;
  const handler = createHandler(operation, kind, { variables: {}, write, transport: async () => answer });
  handler(event, context).catch(() => {});
}

/** An answer, and what the log says of it. */
interface Answered {
  readonly result: Result;
  readonly outcome: Outcome;
}

function explanation(json: string): Answered {
  const bytes = Buffer.byteLength(json);
  const outcome = { kind: "explained", phase: undefined, bytes, advice: undefined } as const;
  return { result: { json, steady: () => json }, outcome };
}

function writeOut(line: string): void {
  process.stdout.write(line);
}

/** What to log about an answer that its caller may not be able to take. */
function adviceOn(bytes: number, { kind, sizeLimit }: Caller): string | undefined {
  if (bytes > sizeLimit) return "The answer is larger than its caller can take: ask for less with fields.";
  if (kind === "direct" && bytes > workflowLimit)
    return "The answer is over 64 KiB, too large for CloudFlow: ask for less with fields.";
  return undefined;
}

/** The error of the catalogue for what was thrown. */
function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  // Anything else is a bug. Its message may quote data: only its name and place are kept.
  const { name, stack } = error as Error;
  const place = /^ +at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(String(stack))?.[1];
  return new ProblemError("InternalError", { cause: `${name} at ${place}` });
}
