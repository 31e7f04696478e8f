import { ask } from "./calls/ask.ts";
import { ProblemError } from "./errors/problem.ts";
import { explain } from "./explain.ts";
import { createClient } from "./ice/client.ts";
import { createTransport, type Transport } from "./ice/transport.ts";
import { logEntry, logLine, type Trace } from "./log.ts";
import type { Document, Operation } from "./operation.ts";
import { driftOf } from "./response/drift.ts";
import { shape } from "./response/shape.ts";
import { type Clock, systemClock } from "./runtime/clock.ts";
import { type Configuration, readConfiguration } from "./runtime/configuration.ts";
import type { Context } from "./runtime/context.ts";
import { deadlineOf } from "./runtime/deadline.ts";
import { redactor } from "./runtime/redact.ts";
import type { Caller, Result } from "./triggers/caller.ts";
import { recognise } from "./triggers/recognise.ts";
import { validate } from "./validation/validate.ts";

/** A handler of Function Compute's built-in Node.js runtimes: what it returns is the answer, what it throws the error. */
export type Handler = (event: Uint8Array, context: Context) => Promise<unknown>;

/** What a handler takes from the world. The defaults are the real ones. */
interface World {
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly transport: Transport;
  readonly write: (line: string) => void;
}

/** A CloudFlow state's input and output are limited to so many bytes. */
const workflowLimit = 64 * 1024;

/** Makes the handler of one operation. Everything that outlives an invocation is made here, at the first of them. */
export function createHandler(operation: Operation, world: Partial<World> = {}): Handler {
  const { clock = systemClock, random = Math.random, environment = process.env, write = writeOut } = world;
  const transport = world.transport ?? createTransport(clock.now);
  let configuration: Configuration | undefined;

  return async (event, context) => {
    const entry = clock.now();
    const caller = recognise(event);
    const trace: Trace = {};
    const redact = redactor(context.credentials);

    const invoke = async (): Promise<Result> => {
      configuration ??= readConfiguration(environment, context.region);
      const deadline = deadlineOf(entry, context.function.timeout, caller.patienceMs);
      const { parameters, time = entry } = caller.read();
      const request = validate(operation, parameters, caller.kind, time);
      trace.request = request;
      if (request.controls.explain) {
        const explanation = explain(operation, request, configuration, deadline - entry);
        return { json: redact(JSON.stringify(explanation)), requestId: undefined };
      }

      const { credentials } = context;
      const client = createClient({ transport, configuration, credentials, deadline, clock, random });
      trace.account = client.account;
      const sizeOf = (page: Document) => {
        const { answer } = shape(operation, { document: page, additions: {} }, request.controls, clock.now());
        return Buffer.byteLength(JSON.stringify(answer));
      };
      const call = async (given: Document) => {
        const document = await client.call(operation.name, given);
        trace.drift = driftOf(operation, document, request.parameters, trace.drift);
        return document;
      };
      const asked = await ask(operation, request, {
        call,
        clock,
        random,
        deadline,
        sizeLimit: caller.sizeLimit,
        sizeOf,
      });
      trace.incomplete = asked.additions.stopped !== undefined;

      const { answer, lifecycle } = shape(operation, asked, request.controls, clock.now());
      trace.phase = lifecycle?.phase;
      const result = { ...resultOf(answer), retryAfter: lifecycle?.retryAfter };
      trace.advice = adviceOn(result.json, caller);
      return result;
    };

    const outcome = await invoke().catch(asProblem);
    const line = logLine(
      logEntry(operation, caller, context, trace, outcome, entry, clock.now()),
      // Stryker disable next-line StringLiteral: without a configuration only errors are logged, at any level
      configuration?.logLevel ?? "error",
      redact,
    );
    if (line) write(line);
    if (!(outcome instanceof ProblemError)) return caller.answer(outcome, context.requestId);
    const details = JSON.parse(redact(JSON.stringify(outcome.details(context.requestId))));
    return caller.fail(outcome, details);
  };
}

function writeOut(line: string): void {
  process.stdout.write(line);
}

/** What to log of an answer that its caller may not be able to take. */
function adviceOn(json: string, { kind, sizeLimit }: Caller): string | undefined {
  if (takesMoreThan(sizeLimit, json))
    return "The answer is larger than its caller can take: name what is needed with fields.";
  if (kind === "direct" && takesMoreThan(workflowLimit, json))
    return "The answer is over 64 KiB, too large for CloudFlow: name what is needed with fields.";
  return undefined;
}

/** Whether a text takes more bytes than that. A character takes one to three: few texts need to be counted. */
function takesMoreThan(bytes: number, text: string): boolean {
  // Stryker disable next-line all: to count the bytes of every text takes longer and tells the same
  if (text.length > bytes || 3 * text.length <= bytes) return text.length > bytes;
  return Buffer.byteLength(text) > bytes;
}

function resultOf(answer: Document): Result {
  return { json: JSON.stringify(answer), requestId: answer.RequestId };
}

/** What is no error of the catalogue is a bug. Its message may quote data: only its name and place are kept. */
function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { name, stack } = error as Error;
  const place = /^ +at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(String(stack))?.[1];
  return new ProblemError("InternalError", { cause: `${name} at ${place}` });
}
