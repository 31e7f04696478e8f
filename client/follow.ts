import { isObject } from "../shared/json/value.ts";
import type { Document } from "../shared/operation.ts";
import type { Clock } from "../shared/runtime/clock.ts";
import { untilAborted } from "./abort.ts";
import { FunctionError } from "./function-error.ts";
import { InvocationError } from "./invocation-error.ts";

type CallFunction = (parameters: Document) => Promise<Document>;

/** How long one invocation waits, in seconds: short at first, so that quick jobs are reported soon. */
const firstWait = 1;
const longestWait = 20;
/** The pause between two invocations that wait for the same job, in milliseconds. */
const betweenWaits = 1_000;

/**
 * Yields each answer and calls again with its `next`, until an answer has none or repeats an earlier one. With `wait`,
 * which is the time for all calls together, it calls until the job is done.
 * @param signal ends a pause between two calls; `call` watches it for itself
 * @throws the errors of `call`; while it waits and time is left, only those that are not retryable
 */
export function follow(
  call: CallFunction,
  parameters: Document,
  clock: Clock,
  signal?: AbortSignal,
): AsyncGenerator<Document, void> {
  const waits = parameters.wait !== undefined && parameters.explain !== true;
  return waits ? followJob(call, parameters, clock, signal) : followNext(call, parameters);
}

async function* followNext(call: CallFunction, first: Document): AsyncGenerator<Document, void> {
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

async function* followJob(
  call: CallFunction,
  parameters: Document,
  clock: Clock,
  signal: AbortSignal | undefined,
): AsyncGenerator<Document, void> {
  const end = clock.monotonic() + 1000 * Number(parameters.wait);
  const secondsLeft = () => Math.ceil((end - clock.monotonic()) / 1000);
  const timeIsLeft = () => clock.monotonic() + betweenWaits < end;
  for (let longest = firstWait; ; longest = Math.min(longestWait, 2 * longest)) {
    try {
      const answer = await call({ ...parameters, wait: Math.max(1, Math.min(longest, secondsLeft())) });
      const goesOn = answer.next !== undefined && timeIsLeft();
      yield withWait(answer, goesOn ? secondsLeft() : parameters.wait);
      if (!goesOn) return;
    } catch (error) {
      if (!isRetryable(error) || !timeIsLeft()) throw error;
    }
    await untilAborted(clock.sleep(betweenWaits), signal);
  }
}

/**
 * The answer whose `next` waits as long as the caller asked: the time that is left of it, or all of it again once it is
 * over. The wait of a single call stays inside.
 */
function withWait(answer: Document, wait: unknown): Document {
  return isObject(answer.next) ? { ...answer, next: { ...answer.next, wait } } : answer;
}

function isRetryable(error: unknown): boolean {
  return (error instanceof FunctionError || error instanceof InvocationError) && error.retryable;
}
