import { ProblemError } from "../errors/problem.ts";
import type { Clock } from "../runtime/clock.ts";
import { isStaleSignature } from "./upstream-error.ts";

/** Milliseconds: of the first pause at most, and of any. */
const firstPause = 200;
const longestPause = 5_000;
/** Retries of one invocation, over all its calls. */
const mostRetries = 10;

interface RetryOptions {
  readonly maxAttempts: number;
  /** Monotonic milliseconds. It comes nearer with what is held. */
  readonly deadline: () => number;
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

/** Runs a call's attempts, one after the other, until one succeeds or no other is to be made. */
export type Retry = <Result>(attempt: () => Promise<Result>) => Promise<Result>;

/**
 * Makes the retries of one invocation. A call is tried again where that can help, after a pause of exponential backoff
 * with full jitter, or as long as ICE asks for; never past the deadline, and ten times over all calls. When ICE asks for
 * a pause, all calls take it. A stale signature is signed again once, immediately, and does not count.
 */
export function createRetry({ maxAttempts, deadline, clock, random }: RetryOptions): Retry {
  let left = mostRetries;
  let notBefore = Number.NEGATIVE_INFINITY;

  return async (attempt) => {
    let signedAgain = false;
    for (let attempts = 1; ; ) {
      const wait = notBefore - clock.monotonic();
      if (wait > 0) await clock.sleep(wait);
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        if (!signedAgain && isStaleSignature(error)) {
          signedAgain = true;
          continue;
        }
        const now = clock.monotonic();
        const jittered = random() * Math.min(longestPause, firstPause * 2 ** (attempts - 1));
        const asked = error.retryAfterMs ?? 0;
        const pause = Math.max(jittered, asked);
        const isLast = attempts >= maxAttempts || left === 0 || now + pause >= deadline();
        if (!error.retryable || isLast) throw error;
        if (asked > 0) notBefore = Math.max(notBefore, now + asked);
        left--;
        attempts++;
        await clock.sleep(pause);
      }
    }
  };
}
