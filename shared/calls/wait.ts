import { ProblemError } from "../errors/problem.ts";
import type { Lifecycle } from "../job/lifecycle.ts";
import { pollingInterval } from "../job/polling-interval.ts";
import type { Clock } from "../runtime/clock.ts";

/** What one poll saw. */
export interface Poll {
  readonly lifecycle: Pick<Lifecycle, "done">;
  /** The job's age in seconds, where ICE tells it. */
  readonly age: number | undefined;
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
  /** Monotonic milliseconds. It comes nearer with what is held. */
  readonly deadline: () => number;
  readonly clock: Clock;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
}

/** Seconds: the longest pause while a caller waits. */
const longestPause = 30;
/** Milliseconds before the deadline, for a last poll. */
const lastPoll = 1_000;
/** Each pause is between this share and the whole of the polling interval. */
const leastShare = 0.8;

/**
 * Polls a job until it is done, at growing, jittered intervals. Ends at the limit or the deadline with what it saw last.
 * A failure that a retry can help does not end it.
 * @throws ProblemError that no retry can help, at once; one that a retry can help, if no poll succeeded
 */
export async function waitForJob<Seen extends Poll>(
  poll: () => Promise<Seen>,
  { seconds, deadline, clock, random }: WaitOptions,
): Promise<Waited<Seen>> {
  const start = clock.monotonic();
  const limit = start + seconds * 1000;
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
    await clock.sleep(Math.min(end - now, pauseAfter(seen?.age, now - start, failure, random)));
  }
}

function pauseAfter(
  age: number | undefined,
  waited: number,
  failure: ProblemError | undefined,
  random: () => number,
): number {
  const interval = Math.min(longestPause, pollingInterval(Math.max(age ?? 0, waited / 1000))) * 1000;
  const jittered = interval * (leastShare + (1 - leastShare) * random());
  return Math.max(jittered, failure?.retryAfterMs ?? 0);
}
