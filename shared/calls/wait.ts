import { ProblemError } from "../errors/problem.ts";
import { suggestedPause } from "../job/polling-interval.ts";
import type { Clock } from "../runtime/clock.ts";

/** What one look at a job saw. */
export interface Look<Answer> {
  readonly answer: Answer;
  readonly done: boolean;
  /** The job's age in seconds, where ICE tells it. */
  readonly age: number | undefined;
}

export interface Waited<Answer> {
  readonly answer: Answer;
  /** Why the waiting ended before the job did. */
  readonly stopped?: { readonly reason: "limit" | "deadline" };
}

interface WaitOptions {
  /** Milliseconds since the epoch. */
  readonly limit: number;
  readonly deadline: number;
  readonly clock: Clock;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
}

/** The longest pause while somebody waits, in seconds. */
const longestPause = 30;
/** Left before the deadline for a last look, in milliseconds. */
const lastLook = 1_000;
/** Each pause is between this share and the whole of what is suggested. */
const leastShare = 0.8;

/**
 * Looks at a job again and again until it is done, at growing, jittered intervals; ends at the limit or the deadline
 * with what it saw last. A failure that may pass does not end it.
 * @throws ProblemError what no retry helps, at once; what may pass, if nothing else was seen to the end
 */
export async function waitForJob<Answer>(
  look: () => Promise<Look<Answer>>,
  { limit, deadline, clock, random }: WaitOptions,
): Promise<Waited<Answer>> {
  const start = clock.now();
  const end = Math.min(limit, deadline - lastLook);
  let seen: Look<Answer> | undefined;
  for (;;) {
    let failure: ProblemError | undefined;
    try {
      seen = await look();
    } catch (error) {
      if (!(error instanceof ProblemError && error.retryable)) throw error;
      failure = error;
    }
    if (seen?.done) return { answer: seen.answer };
    const now = clock.now();
    if (now >= end) {
      if (!seen) throw failure as ProblemError;
      return { answer: seen.answer, stopped: { reason: end === limit ? "limit" : "deadline" } };
    }
    await clock.sleep(Math.min(end - now, pauseAfter(seen?.age, now - start, failure, random)));
  }
}

function pauseAfter(
  age: number | undefined,
  waited: number,
  failure: ProblemError | undefined,
  random: () => number,
): number {
  const suggested = Math.min(longestPause, suggestedPause(Math.max(age ?? 0, waited / 1000))) * 1000;
  const jittered = suggested * (leastShare + (1 - leastShare) * random());
  return Math.max(jittered, failure?.retryAfterMs ?? 0);
}
