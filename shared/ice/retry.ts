import { ProblemError } from "../errors/problem.ts";
import type { Clock } from "../runtime/clock.ts";
import { isStaleSignature } from "./upstream-error.ts";

/** Milliseconds of the first pause at most, and of any. */
const base = 200;
const longest = 5_000;

interface RetryOptions {
  readonly maxAttempts: number;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * Tries again what a retry can help, after a pause of exponential backoff with full jitter, or as long as ICE asks for;
 * never past the deadline. A stale signature is signed anew once, at once, and does not count.
 */
export async function withRetry<Result>(
  attempt: () => Promise<Result>,
  { maxAttempts, deadline, clock, random }: RetryOptions,
): Promise<Result> {
  let signedAnew = false;
  for (let tries = 1; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (!signedAnew && isStaleSignature(error)) {
        signedAnew = true;
        continue;
      }
      const jittered = random() * Math.min(longest, base * 2 ** (tries - 1));
      const pause = Math.max(jittered, error.retryAfterMs ?? 0);
      if (!error.retryable || tries >= maxAttempts || clock.now() + pause >= deadline) throw error;
      await clock.sleep(pause);
      tries++;
    }
  }
}
