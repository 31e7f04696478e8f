import { ProblemError } from "../errors/problem.ts";
import type { Clock } from "../runtime/clock.ts";
import { isStaleSignature } from "./upstream-error.ts";

/** Milliseconds: of the first pause at most, and of any. */
const firstPause = 200;
const longestPause = 5_000;

interface RetryOptions {
  readonly maxAttempts: number;
  /** Monotonic milliseconds. */
  readonly deadline: number;
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

/**
 * Tries again where a retry can help, after a pause of exponential backoff with full jitter, or as long as ICE asks for;
 * never past the deadline. A stale signature is signed again once, immediately, and does not count.
 * @param attempt is told how the one before it failed
 */
export async function withRetry<Result>(
  attempt: (before: ProblemError | undefined) => Promise<Result>,
  { maxAttempts, deadline, clock, random }: RetryOptions,
): Promise<Result> {
  let signedAgain = false;
  let before: ProblemError | undefined;
  for (let attempts = 1; ; ) {
    try {
      return await attempt(before);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      before = error;
      if (!signedAgain && isStaleSignature(error)) {
        signedAgain = true;
        continue;
      }
      const jittered = random() * Math.min(longestPause, firstPause * 2 ** (attempts - 1));
      const pause = Math.max(jittered, error.retryAfterMs ?? 0);
      if (!error.retryable || attempts >= maxAttempts || clock.monotonic() + pause >= deadline) throw error;
      await clock.sleep(pause);
      attempts++;
    }
  }
}
