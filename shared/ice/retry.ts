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

/**
 * Runs a call's attempts, one after the other, until one succeeds or no other is to be made. An attempt is told whether
 * the one before it ended without an answer: then it takes a new connection.
 */
export type Retry = <Result>(attempt: (afterBreak: boolean) => Promise<Result>) => Promise<Result>;

/**
 * Makes the retries of one invocation. A call is tried again where that can help, after a pause of exponential backoff
 * with full jitter, or as long as ICE asks for; never past the deadline, and ten times over all calls. When ICE asks for
 * a pause, all calls take it. A stale signature is signed again once, immediately, and does not count.
 */
export function createRetry({ maxAttempts, deadline, clock, random }: RetryOptions): Retry {
  let left = mostRetries;
  /** What ICE asked for last. It concerns all calls, also after the last attempt of one. */
  let pause: { readonly until: number; readonly askedBy: ProblemError } | undefined;

  return async (attempt) => {
    let signedAgain = false;
    let afterBreak = false;
    for (let attempts = 1; ; ) {
      const wait = pause ? pause.until - clock.monotonic() : 0;
      if (pause && wait > 0) {
        if (pause.until >= deadline()) throw pause.askedBy;
        await clock.sleep(wait);
      }
      try {
        return await attempt(afterBreak);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        if (!signedAgain && isStaleSignature(error)) {
          signedAgain = true;
          continue;
        }
        const now = clock.monotonic();
        const jittered = random() * Math.min(longestPause, firstPause * 2 ** (attempts - 1));
        const asked = error.retryAfterMs ?? 0;
        const wanted = Math.max(jittered, asked);
        const isLast = attempts >= maxAttempts || left === 0 || now + wanted >= deadline();
        if (now + asked > (pause?.until ?? now)) pause = { until: now + asked, askedBy: error };
        if (!error.retryable || isLast) throw error;
        // Without an answer of ICE, it is the connection that failed.
        afterBreak = error.upstream === undefined;
        left--;
        attempts++;
        await clock.sleep(wanted);
      }
    }
  };
}
