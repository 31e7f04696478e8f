import type { Document } from "../shared/operation.ts";
import type { Clock } from "../shared/runtime/clock.ts";
import { FunctionError } from "./function-error.ts";
import { InvocationError } from "./invocation-error.ts";

type Call = (parameters: Document) => Promise<Document>;

/** Seconds that one invocation waits: news comes soon at first, later at least so often. */
const firstWait = 1;
const longestWait = 20;
/** Milliseconds between two invocations that wait for the same job. */
const betweenWaits = 1_000;

/**
 * Calls, and calls again with `next` for as long as an answer has one; each answer is one of what it yields. Ends, too,
 * when `next` has been asked before. `wait` is the time for all calls together.
 * @throws what `call` throws; while it waits and has time left, only what no retry helps
 */
export function follow(call: Call, parameters: Document, clock: Clock): AsyncGenerator<Document, void> {
  const waits = parameters.wait !== undefined && parameters.explain !== true;
  return waits ? followJob(call, parameters, clock) : followNext(call, parameters);
}

async function* followNext(call: Call, first: Document): AsyncGenerator<Document, void> {
  const asked = new Set<string>();
  for (let next: unknown = first; next !== undefined; ) {
    const text = JSON.stringify(next);
    if (asked.has(text)) return;
    asked.add(text);
    const answer = await call(next as Document);
    yield answer;
    next = answer.next;
  }
}

async function* followJob(call: Call, parameters: Document, clock: Clock): AsyncGenerator<Document, void> {
  const end = clock.now() + 1000 * Number(parameters.wait);
  const timeIsLeft = () => clock.now() + betweenWaits < end;
  for (let longest = firstWait; ; longest = Math.min(longestWait, 2 * longest)) {
    const rest = Math.ceil((end - clock.now()) / 1000);
    try {
      const answer = await call({ ...parameters, wait: Math.max(1, Math.min(longest, rest)) });
      yield answer;
      if (answer.next === undefined || !timeIsLeft()) return;
    } catch (error) {
      if (!isRetryable(error) || !timeIsLeft()) throw error;
    }
    await clock.sleep(betweenWaits);
  }
}

function isRetryable(error: unknown): boolean {
  return (error instanceof FunctionError || error instanceof InvocationError) && error.retryable;
}
