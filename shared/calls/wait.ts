import { ProblemError } from "../errors/problem.ts";
import { type ProgressSeen, secondsLeft } from "../job/extrapolation.ts";
import type { Lifecycle } from "../job/lifecycle.ts";
import { pollingInterval } from "../job/polling-interval.ts";
import type { Clock } from "../runtime/clock.ts";

/** What one poll saw. */
export interface Poll {
  readonly lifecycle: Pick<Lifecycle, "done">;
  /** The job's age in seconds, where ICE tells it. */
  readonly age: number | undefined;
  /** ICE's own percentage, where it gives one. */
  readonly percent: number | undefined;
}

export interface Waited<Seen extends Poll> {
  /** What the last successful poll saw. */
  readonly seen: Seen;
  /** Why the wait ended before the job did. */
  readonly stopped?: { readonly reason: "limit" | "deadline" };
}

interface WaitOptions {
  /** How long to wait at most. */
  readonly seconds: number;
  /** Seconds that such a job usually takes, where the caller knows. */
  readonly usual: number | undefined;
  /** Monotonic milliseconds. It comes nearer with what is held. */
  readonly deadline: () => number;
  readonly clock: Clock;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
}

/** Seconds: the longest pause while a caller waits, as long as nothing is known of the job's length. */
const longestPause = 30;
/** A prediction lets a pause grow to this much of what it would be without it. */
const mostStretch = 2;
/** Seconds. */
const shortestPause = 1;
/** Milliseconds before the deadline, for a last poll. */
const lastPoll = 1_000;
/** Pauses differ by up to this share, so that many who wait don't poll at the same time. */
const jitter = 0.2;

/**
 * Polls a job until it is done, at growing, jittered intervals. Ends at the limit or the deadline with what it saw last.
 * A failure that a retry can help does not end it.
 * @throws ProblemError that no retry can help, at once; one that a retry can help, if no poll succeeded
 */
export async function waitForJob<Seen extends Poll>(
  poll: () => Promise<Seen>,
  { seconds, usual, deadline, clock, random }: WaitOptions,
): Promise<Waited<Seen>> {
  const start = clock.monotonic();
  const limit = start + seconds * 1000;
  const progress: ProgressSeen[] = [];
  let seen: Seen | undefined;
  for (;;) {
    let failure: ProblemError | undefined;
    try {
      seen = await poll();
    } catch (error) {
      if (!(error instanceof ProblemError && error.retryable)) throw error;
      failure = error;
    }
    if (seen?.lifecycle.done) return { seen };
    const now = clock.monotonic();
    const end = Math.min(limit, deadline() - lastPoll);
    if (now >= end) {
      if (!seen) throw failure as ProblemError;
      return { seen, stopped: { reason: end === limit ? "limit" : "deadline" } };
    }
    const waited = (now - start) / 1000;
    if (seen && !failure) progress.push({ at: waited, percent: seen.percent });
    const share = 1 - jitter + jitter * random();
    const pause = pauseAfter(Math.max(seen?.age ?? 0, waited), usual, secondsLeft(progress), share);
    await clock.sleep(Math.min(end - now, Math.max(pause * 1000, failure?.retryAfterMs ?? 0)));
  }
}

/**
 * Seconds until the next poll. A pause that leads to a predicted end is longer than the time left, by a fifth at most: after
 * a poll just before the end there would have to be another.
 * @param left seconds to the job's predicted end
 * @param share of the interval that the pause takes: from 0.8 to 1
 */
function pauseAfter(age: number, usual: number | undefined, left: number | undefined, share: number): number {
  if (left === undefined) return share * pollingInterval(age, usual, longestPause);
  const longest = share * mostStretch * pollingInterval(age, undefined, longestPause);
  return Math.min(longest, (share + jitter) * Math.max(shortestPause, left));
}
