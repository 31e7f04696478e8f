import { waitForJob } from "../../shared/calls/wait.ts";
import { pollingInterval } from "../../shared/job/polling-interval.ts";
import { scriptedClock } from "../support/unit/clock.ts";

/** How many times a job of each length is waited for, its true length up to a fifth shorter or longer. */
const repeats = 400;

/** Seconds. */
const lengths = [2, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 7_200];

/** Waits for a job that takes so long, from its creation. Answers the times of its looks, in seconds. */
type Waiter = (length: number, random: () => number) => Promise<readonly number[]> | readonly number[];

const byPauses =
  (pauseAfter: (looks: number, age: number, random: () => number) => number): Waiter =>
  (length, random) => {
    const looks = [0];
    for (let age = 0; age < length; looks.push(age)) age += pauseAfter(looks.length, age, random);
    return looks;
  };

/** The AWS SDK for JavaScript, version 3: at random between 2 s and twice as long each time, and from the seventh on 120 s. */
const awsPause = (looks: number, _: number, random: () => number) =>
  looks > 6 ? 120 : 2 + random() * (2 ** looks - 2);

const waiters: Readonly<Record<string, Waiter>> = {
  "`wait`, one invocation": async (length, random) => {
    const clock = scriptedClock(0);
    const looks: number[] = [];
    const look = async () => {
      const age = clock.monotonic() / 1000;
      looks.push(age);
      return { lifecycle: { done: age >= length }, age, percent: undefined };
    };
    const endless = Number.POSITIVE_INFINITY;
    await waitForJob(look, { seconds: endless, usual: undefined, deadline: () => endless, clock, random });
    return looks;
  },
  "`retryAfter`, a workflow": byPauses((_, age) => Math.round(pollingInterval(age))),
  "every 5 s": byPauses(() => 5),
  "AWS SDK's waiter": byPauses(awsPause),
};

export interface Detection {
  readonly waiter: string;
  readonly lengthSeconds: number;
  /** Means. */
  readonly looks: number;
  readonly lateSeconds: number;
}

/** Looks at a job, and how late it is seen to be done, on a scripted clock. */
export async function measureDetection(): Promise<Detection[]> {
  const measured: Detection[] = [];
  for (const [waiter, wait] of Object.entries(waiters))
    for (const lengthSeconds of lengths) {
      const random = seeded(lengthSeconds);
      let looks = 0;
      let late = 0;
      for (let repeat = 0; repeat < repeats; repeat++) {
        const length = lengthSeconds * (0.8 + 0.4 * random());
        const times = await wait(length, random);
        looks += times.length / repeats;
        late += ((times.at(-1) as number) - length) / repeats;
      }
      measured.push({ waiter, lengthSeconds, looks, lateSeconds: late });
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
