import { describe, expect, test } from "vitest";
import { waitForJob } from "../../../../shared/calls/wait.ts";
import type { ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import { pollingInterval } from "../../../../shared/job/polling-interval.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";

interface Scenario {
  /** Seconds until the job is done, from the first poll. */
  readonly length?: number;
  /** How old it is by then, in seconds; unknown where not given. */
  readonly age?: number;
  /** Failures of the polls by their number, from 0. */
  readonly failures?: Readonly<Record<number, ErrorCode | ProblemError>>;
  /** Seconds. */
  readonly limit?: number;
  readonly deadline?: number;
  readonly random?: () => number;
  /** Seconds that such a job usually takes. */
  readonly usual?: number;
  /** Seconds on the clock when the wait begins. */
  readonly start?: number;
  /** The job's percentage at a time in seconds. */
  readonly percent?: (time: number) => number | undefined;
}

/** Waits for a job. What a poll sees is its own number. */
async function wait(scenario: Scenario) {
  const {
    length = 1e9,
    age,
    failures = {},
    limit = 1e6,
    deadline = 1e7,
    random = () => 1,
    usual,
    start = 0,
    percent,
  } = scenario;
  const clock = scriptedClock(0);
  clock.pass(start * 1000);
  const polls: number[] = [];
  const poll = async () => {
    const now = clock.monotonic() / 1000 - start;
    const failure = failures[polls.push(now) - 1];
    if (failure) throw typeof failure === "string" ? new ProblemError(failure) : failure;
    return {
      number: polls.length - 1,
      lifecycle: { done: now >= length },
      age: age === undefined ? undefined : age + now,
      percent: percent?.(now),
    };
  };
  const waited = await waitForJob(poll, {
    seconds: limit,
    usual,
    deadline: () => (start + deadline) * 1000,
    clock,
    random,
  }).then(
    ({ seen: { number }, ...rest }) => ({ seen: number, ...rest }),
    (error: unknown) => ({ error }),
  );
  return { polls, ...waited };
}

describe("waitForJob", () => {
  test("ends at once when the job is done", async () => {
    expect(await wait({ length: 0 })).toEqual({ polls: [0], seen: 0 });
  });

  test("polls again at growing intervals until the job is done", async () => {
    const { polls, ...rest } = await wait({ length: 100, age: 0 });
    expect(rest).toEqual({ seen: polls.length - 1 });
    const pauses = polls.slice(1).map((time, index) => time - (polls[index] as number));
    expect(pauses).toEqual(polls.slice(0, -1).map((time) => expect.closeTo(pollingInterval(time), 6)));
    expect(pauses.at(-1)).toBeGreaterThan(8);
  });

  test("counts from its own start where nobody tells the job's age", async () => {
    expect((await wait({ length: 100 })).polls).toEqual((await wait({ length: 100, age: 0 })).polls);
  });

  test("waits in the same way whatever its clock shows at the start", async () => {
    const { polls } = await wait({ length: 100, start: 1_024 });
    expect(polls).toEqual((await wait({ length: 100 })).polls.map((time) => expect.closeTo(time, 6)));
  });

  test.each([
    [0, [0, 24, 48, 72]],
    [0.5, [0, 27, 54]],
    [1, [0, 30, 60]],
  ])("pauses for 24 to 30 s for an old job: jitter %d", async (random, polls) => {
    expect((await wait({ age: 3_600, length: 50, random: () => random })).polls).toEqual(polls);
  });

  test("polls a last time at its limit", async () => {
    const { polls, ...rest } = await wait({ limit: 12.5, age: 0 });
    expect(polls.slice(-2)).toEqual([expect.closeTo(11.56, 2), 12.5]);
    expect(rest).toEqual({ seen: polls.length - 1, stopped: { reason: "limit" } });
  });

  test("polls a last time a second before the deadline", async () => {
    const { polls, ...rest } = await wait({ deadline: 20, age: 3_600 });
    expect({ polls, ...rest }).toEqual({ polls: [0, 19], seen: 1, stopped: { reason: "deadline" } });
  });

  test.each([
    [19, "limit"],
    [20, "deadline"],
  ])("a limit of %i s and a deadline of 20 s: %s", async (limit, reason) => {
    expect(await wait({ limit, deadline: 20, age: 3_600 })).toMatchObject({
      polls: [0, 19],
      stopped: { reason },
    });
  });

  test("polls once when the time has run out before", async () => {
    expect(await wait({ deadline: 0.5 })).toEqual({ polls: [0], seen: 0, stopped: { reason: "deadline" } });
  });

  test.each<ErrorCode>(["Throttled", "UpstreamUnavailable", "UpstreamTimeout"])(
    "goes on after %s",
    async (code) => {
      expect(await wait({ length: 3, age: 0, failures: { 0: code, 2: code } })).toEqual({
        polls: [0, 1, expect.closeTo(2.41, 2), expect.closeTo(4.61, 2)],
        seen: 3,
      });
    },
  );

  test("pauses as long as ICE asks for after a failure", async () => {
    const failure = new ProblemError("Throttled", { retryAfterMs: 7_000 });
    expect((await wait({ length: 8, age: 0, failures: { 1: failure } })).polls).toEqual([0, 1, 8]);
    expect((await wait({ limit: 5, age: 0, failures: { 1: failure } })).polls).toEqual([0, 1, 5]);
  });

  test.each<ErrorCode>(["NotFound", "UpstreamAccessDenied", "InternalError"])(
    "ends at once with %s",
    async (code) => {
      expect(await wait({ failures: { 2: code } })).toEqual({
        polls: [0, 1, expect.closeTo(2.41, 2)],
        error: expect.objectContaining({ code }),
      });
    },
  );

  test("a bug is not taken for a failure that may pass", async () => {
    const bug = Object.assign(new TypeError("bug"), { retryable: true }) as unknown as ProblemError;
    expect(await wait({ failures: { 1: bug } })).toEqual({ polls: [0, 1], error: bug });
  });

  test("what was seen before is answered when the last polls failed", async () => {
    const failures = { 1: "Throttled", 2: "Throttled", 3: "UpstreamTimeout" } as const;
    expect(await wait({ limit: 3, age: 0, failures })).toEqual({
      polls: [0, 1, expect.closeTo(2.41, 2), 3],
      seen: 0,
      stopped: { reason: "limit" },
    });
  });

  test("when nothing was seen to the end, the last failure is the error", async () => {
    const failures = { 0: "Throttled", 1: "Throttled", 2: "UpstreamTimeout" } as const;
    expect(await wait({ limit: 2, failures })).toEqual({
      polls: [0, 1, 2],
      error: expect.objectContaining({ code: "UpstreamTimeout" }),
    });
  });
});

describe("waiting for a job of known length", () => {
  const pausesOf = ({ polls }: { polls: readonly number[] }) =>
    polls.slice(1).map((time, index) => time - (polls[index] as number));

  test("polls rarely at first, and often around its usual end", async () => {
    const known = await wait({ length: 600, age: 0, usual: 600 });
    const unknown = await wait({ length: 600, age: 0 });
    expect(known.polls.length).toBeLessThan(unknown.polls.length);
    expect(known.polls.at(-1)).toBeLessThan(600 + Math.sqrt(2 * 600));
    const late = pausesOf(await wait({ length: 700, age: 0, usual: 600 })).slice(-5);
    for (const pause of late) expect(pause).toBeLessThanOrEqual(Math.sqrt(2 * 700) / 2 + 1e-6);
  });

  test("no pause is longer than three times what it would be otherwise", async () => {
    const { polls } = await wait({ length: 5_000, age: 0, usual: 100_000 });
    const plain = (age: number) => Math.min(30, Math.max(1, Math.sqrt(2 * age)));
    for (const [index, pause] of pausesOf({ polls }).entries())
      expect(pause).toBeLessThanOrEqual(3 * plain(polls[index] as number) + 1e-6);
    expect(Math.max(...pausesOf({ polls }))).toBeCloseTo(90);
  });
});

describe("waiting for a job that tells its progress", () => {
  const percentOf = (length: number) => (time: number) => Math.floor((100 * time) / length);

  test("needs fewer polls, and sees the end at once", async () => {
    const length = 1_000;
    const told = await wait({ length, age: 0, percent: percentOf(length) });
    const untold = await wait({ length, age: 0 });
    expect(told.polls.length).toBeLessThan(untold.polls.length);
    expect((told.polls.at(-1) as number) - length).toBeLessThanOrEqual(5);
  });

  test("no pause is longer than twice what it would be otherwise, or shorter than a second", async () => {
    const { polls } = await wait({ length: 1e4, age: 0, percent: percentOf(1e4), limit: 9_999 });
    const pauses = polls.slice(1).map((time, index) => time - (polls[index] as number));
    expect(Math.max(...pauses)).toBeCloseTo(60);
    expect(Math.min(...pauses.slice(0, -1))).toBeGreaterThanOrEqual(1);
  });

  test.each([
    [0, 1],
    [1, 1.2],
  ])("a pause that leads to the predicted end: jitter %d, times %d", async (random, longer) => {
    // Of 100 seconds 0.6 are taken off, for percentages are rounded down.
    const { polls } = await wait({ length: 99, age: 0, percent: (time) => time, random: () => random });
    const [before = 0, last = 0] = polls.slice(-2);
    expect(last - before).toBeCloseTo(longer * (99.4 - before));
  });

  test("a poll that fails tells nothing of the progress", async () => {
    const failures = { 16: "Throttled" } as const;
    const { polls } = await wait({ length: 1_000, age: 0, percent: percentOf(1_000), failures });
    // The prediction of the poll before it still counts: the pause is twice the usual one.
    const [failed = 0, next = 0] = polls.slice(16);
    expect(next - failed).toBeCloseTo(2 * pollingInterval(failed));
  });

  test("polls as often as ever when the progress stands still", async () => {
    const stuck = await wait({ length: 300, age: 0, percent: () => 99 });
    expect(stuck.polls).toEqual((await wait({ length: 300, age: 0 })).polls);
  });
});

describe("how late a job is seen to be done, and after how many polls", () => {
  /** Looks at a job after each of these pauses, in seconds. */
  const waiter = (pauseAfter: (polls: number) => number) => (length: number) => {
    let polls = 1;
    let time = 0;
    for (; time < length; polls++) time += pauseAfter(polls);
    return { polls, late: time - length };
  };
  const everyFiveSeconds = waiter(() => 5);
  const doublingFromTwoSeconds = waiter((polls) => Math.min(120, 2 ** polls));

  const ours = async (length: number) => {
    const { polls } = await wait({ length, age: 0, random: () => 0.5 });
    return { polls: polls.length, late: (polls.at(-1) as number) - length };
  };

  // Lengths beside: ours, every 5 s, and the AWS SDK's waiters' defaults without their jitter; polls and seconds late.
  test.each([
    [2, 3, 0.1, 2, 3, 2, 0],
    [10, 7, 3.7, 3, 0, 4, 4],
    [60, 14, 2.6, 13, 0, 6, 2],
    [600, 41, 1.4, 121, 0, 11, 6],
    [3_600, 153, 25.4, 721, 0, 36, 6],
    [7_200, 286, 16.4, 1_441, 0, 66, 6],
  ])("%i s", async (length, polls, late, fivePolls, fiveLate, doublingPolls, doublingLate) => {
    expect(await ours(length)).toEqual({ polls, late: expect.closeTo(late, 1) });
    expect(everyFiveSeconds(length)).toEqual({ polls: fivePolls, late: fiveLate });
    expect(doublingFromTwoSeconds(length)).toEqual({ polls: doublingPolls, late: doublingLate });
  });

  test.each([1, 2, 5, 10, 30, 60, 100, 300, 1_000, 3_600, 7_200])(
    "a job of %i s is seen late by the root of twice its length at most, or a second, never over half a minute",
    async (length) => {
      for (const random of [0, 0.3, 0.7, 1]) {
        const { polls } = await wait({ length, age: 0, random: () => random });
        const late = (polls.at(-1) as number) - length;
        expect(late).toBeLessThanOrEqual(Math.min(30, Math.max(1, Math.sqrt(2 * length))) + 1e-6);
      }
    },
  );
});
