import { waitForJob } from "../../shared/calls/wait.ts";
import { pollingInterval } from "../../shared/job/polling-interval.ts";
import { scriptedClock } from "../support/unit/clock.ts";

/** How many jobs of each length are waited for. Their true lengths differ by up to a tenth, either way. */
const repeats = 400;

/** Seconds. */
const lengths = [2, 10, 30, 60, 300, 600, 1_800, 7_200];

/** Waits for a job that takes so long, from its creation. Gives the times of its polls, in seconds. */
type Waiter = (
  length: number,
  nominal: number,
  random: () => number,
) => Promise<readonly number[]> | readonly number[];

/** The percentage that ICE gives when a share of the job is done; undefined where it gives none. */
type Progress = (share: number) => number | undefined;

const percentages: Readonly<Record<string, Progress>> = {
  steady: (share) => Math.floor(100 * share),
  // A third of the time in a queue.
  queued: (share) => Math.floor(Math.max(0, (100 * (share - 1 / 3)) / (2 / 3))),
  crawling: (share) => Math.floor(100 * share ** 3),
  "stuck at 99": (share) => Math.min(99, Math.floor(300 * share)),
  "in quarter steps": (share) => 25 * Math.floor(4 * share),
};

/** `wait` in one invocation. @param expectation of the true length: 1 is right, 0.5 is half of it */
const waiting =
  (progress: Progress = () => undefined, expectation?: number): Waiter =>
  async (length, nominal, random) => {
    const clock = scriptedClock(0);
    const times: number[] = [];
    const poll = async () => {
      const age = clock.monotonic() / 1000;
      times.push(age);
      return { lifecycle: { done: age >= length }, age, percent: progress(age / length) };
    };
    const endless = Number.POSITIVE_INFINITY;
    const usual = expectation === undefined ? undefined : expectation * nominal;
    await waitForJob(poll, { seconds: endless, usual, deadline: () => endless, clock, random });
    return times;
  };

const pausing =
  (pauseAfter: (polls: number, age: number, random: () => number) => number): Waiter =>
  (length, _, random) => {
    const times = [0];
    for (let age = 0; age < length; times.push(age)) age += pauseAfter(times.length, age, random);
    return times;
  };

/** The AWS SDK for JavaScript, version 3: at random between 2 s and twice as long each time, and from the seventh on 120 s. */
const awsPause = (polls: number, _: number, random: () => number) =>
  polls > 6 ? 120 : 2 + random() * (2 ** polls - 2);

const waiters: Readonly<Record<string, Waiter>> = {
  wait: waiting(),
  ...Object.fromEntries(
    Object.entries(percentages).map(([name, progress]) => [`wait, ${name}`, waiting(progress)]),
  ),
  "wait, expect right": waiting(undefined, 1),
  "wait, expect half": waiting(undefined, 0.5),
  "wait, expect double": waiting(undefined, 2),
  "retryAfter, a workflow": pausing((_, age) => Math.round(pollingInterval(age))),
  "√(2·age)": pausing((_, age) => pollingInterval(age)),
  "every 5 s": pausing(() => 5),
  "AWS SDK's waiter": pausing(awsPause),
};

export interface Polling {
  readonly waiter: string;
  readonly lengthSeconds: number;
  /** Means. */
  readonly polls: number;
  readonly lateSeconds: number;
}

/** Polls of a job, and seconds that its end is seen late, on a scripted clock. */
export async function measurePolling(): Promise<Polling[]> {
  const measured: Polling[] = [];
  for (const [waiter, wait] of Object.entries(waiters))
    for (const lengthSeconds of lengths) {
      const random = seeded(lengthSeconds);
      let polls = 0;
      let late = 0;
      for (let repeat = 0; repeat < repeats; repeat++) {
        const length = lengthSeconds * (0.9 + 0.2 * random());
        const times = await wait(length, lengthSeconds, random);
        polls += times.length / repeats;
        late += ((times.at(-1) as number) - length) / repeats;
      }
      measured.push({ waiter, lengthSeconds, polls, lateSeconds: late });
    }
  return measured;
}

/** Random numbers from 0 to 1, the same for the same seed (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
