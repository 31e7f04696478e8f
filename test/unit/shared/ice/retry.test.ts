import { describe, expect, it, vi } from "vitest";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import { createRetry, type Retry } from "../../../../shared/ice/retry.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { laterProblemOf } from "../../../support/unit/thrown.ts";

const unavailable = new ProblemError("UpstreamUnavailable");
const denied = new ProblemError("UpstreamAccessDenied");
const throttledFor = (retryAfterMs: number) => new ProblemError("Throttled", { retryAfterMs });
const stale = () =>
  new ProblemError("UpstreamAuthenticationFailed", { upstream: { code: "SignatureNonceUsed" } });

/** Ends each try with the next outcome, the last one again and again: a text is an answer, all else is thrown. */
function retrying(outcomes: readonly unknown[], { maxAttempts = 3, timeMs = 60_000, random = 1 } = {}) {
  const clock = scriptedClock();
  const attempts: number[] = [];
  const retry = createRetry({ maxAttempts, deadline: () => timeMs, clock, random: () => random });
  const result = retry(async () => {
    const outcome = outcomes[Math.min(attempts.length, outcomes.length - 1)];
    attempts.push(clock.monotonic());
    return typeof outcome === "string" ? outcome : Promise.reject(outcome);
  });
  return { result, attempts, sleeps: clock.sleeps };
}

describe("a call", () => {
  it("that succeeds is made once", async () => {
    const { result, attempts, sleeps } = retrying(["document"]);
    expect(await result).toBe("document");
    expect([attempts.length, sleeps]).toEqual([1, []]);
  });

  it("that fails in passing is made again", async () => {
    const { result, attempts } = retrying([unavailable, throttledFor(0), "document"]);
    expect(await result).toBe("document");
    expect(attempts).toHaveLength(3);
  });

  it("that goes on failing ends with its last error after the attempts allowed", async () => {
    const last = new ProblemError("UpstreamTimeout");
    const { result, attempts } = retrying([unavailable, unavailable, last, "too late"]);
    expect(await laterProblemOf(result)).toBe(last);
    expect(attempts).toHaveLength(3);
  });

  it("is made once where one attempt is allowed", async () => {
    const { result, attempts, sleeps } = retrying([unavailable, "too late"], { maxAttempts: 1 });
    expect(await laterProblemOf(result)).toBe(unavailable);
    expect([attempts.length, sleeps]).toEqual([1, []]);
  });

  it.each([
    ["what no retry helps", denied],
    ["a bug", new TypeError("undefined is not a function")],
    ["nothing that says what it is", undefined],
  ])("that fails with %s is not made again", async (_, error) => {
    const { result, attempts } = retrying([error, "too late"]);
    await expect(result).rejects.toBe(error);
    expect(attempts).toHaveLength(1);
  });
});

describe("the pause between two tries", () => {
  const failing = (count: number, random: number) =>
    retrying(Array(count).fill(unavailable), { maxAttempts: count, random });

  it("doubles from 200 ms to 5 s at most", async () => {
    const { result, sleeps } = failing(8, 1);
    await laterProblemOf(result);
    expect(sleeps).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  it("is any share of that: full jitter", async () => {
    for (const [random, pauses] of [
      [0.5, [100, 200]],
      [0, [0, 0]],
    ] as const) {
      const { result, sleeps } = failing(3, random);
      await laterProblemOf(result);
      expect(sleeps).toEqual(pauses);
    }
  });

  it("is as long as ICE asks for where that is longer", async () => {
    const { result, sleeps } = retrying([throttledFor(1500), throttledFor(10), "document"]);
    await result;
    expect(sleeps).toEqual([1500, 400]);
  });

  it("never reaches the deadline: the error comes at once instead", async () => {
    const asked = throttledFor(1000);
    const late = retrying([asked, "too late"], { timeMs: 1000 });
    expect(await laterProblemOf(late.result)).toBe(asked);
    expect([late.attempts.length, late.sleeps]).toEqual([1, []]);
    const inTime = retrying([asked, "document"], { timeMs: 1001 });
    expect(await inTime.result).toBe("document");
  });
});

describe("a stale signature", () => {
  it("is signed anew at once, and does not count as an attempt", async () => {
    const { result, attempts, sleeps } = retrying([stale(), unavailable, "document"], { maxAttempts: 2 });
    expect(await result).toBe("document");
    expect(attempts).toHaveLength(3);
    expect(sleeps).toEqual([200]);
  });

  it("is signed anew once alone", async () => {
    const second = stale();
    const { result, attempts } = retrying([stale(), second, "too late"]);
    expect(await laterProblemOf(result)).toBe(second);
    expect(attempts).toHaveLength(2);
  });

  it("may be the outcome of a later try, too", async () => {
    const { result, attempts } = retrying([unavailable, stale(), "document"], { maxAttempts: 2 });
    expect(await result).toBe("document");
    expect(attempts).toHaveLength(3);
  });
});

describe("the calls of one invocation", () => {
  const retryOf = (maxAttempts: number) => {
    const clock = scriptedClock();
    const retry = createRetry({ maxAttempts, deadline: () => 1e9, clock, random: () => 1 });
    return { clock, retry };
  };
  /** How often a call is attempted that fails each time. */
  const attemptsOf = async (retry: Retry, failure = unavailable) => {
    let attempts = 0;
    await laterProblemOf(
      retry(() => {
        attempts++;
        return Promise.reject(failure);
      }),
    );
    return attempts;
  };

  it("have ten retries together, and one attempt each after them", async () => {
    const { retry } = retryOf(4);
    const attempts = [];
    for (let call = 0; call < 6; call++) attempts.push(await attemptsOf(retry));
    expect(attempts).toEqual([4, 4, 4, 2, 1, 1]);
  });

  it("are signed anew even when no retry is left, and failures that no retry helps take none", async () => {
    const { retry } = retryOf(11);
    expect(await attemptsOf(retry, denied)).toBe(1);
    expect(await attemptsOf(retry, stale())).toBe(2);
    expect(await attemptsOf(retry)).toBe(11);
    expect(await attemptsOf(retry, stale())).toBe(2);
  });

  it("all take the pause that ICE asks one of them for", async () => {
    const { clock, retry } = retryOf(2);
    const times: number[] = [];
    const failures = [throttledFor(3_000)];
    const attempt = async () => {
      times.push(clock.monotonic());
      const failure = failures.shift();
      if (failure) throw failure;
      return "document";
    };
    const sleeping: (() => void)[] = [];
    const sleep = clock.sleep;
    clock.sleep = (milliseconds) =>
      new Promise((resolve) => {
        clock.pass(10);
        sleeping.push(() => sleep(milliseconds).then(resolve));
      });
    const first = retry(attempt);
    await vi.waitFor(() => expect(sleeping).toHaveLength(1));
    const second = retry(attempt);
    await vi.waitFor(() => expect(sleeping).toHaveLength(2));
    expect(times).toHaveLength(1);
    for (const wake of sleeping.splice(0)) wake();
    await Promise.all([first, second]);
    expect(times).toHaveLength(3);
    expect(times.slice(1).every((time) => time >= 3_000)).toBe(true);
  });

  it.each([60_000, 600_000])(
    "don't wait for a pause that ends at the deadline or after it: they get the error that asked for it (%i ms)",
    async (pauseMs) => {
      const clock = scriptedClock();
      const retry = createRetry({ maxAttempts: 3, deadline: () => 60_000, clock, random: () => 1 });
      const asked = throttledFor(pauseMs);
      expect(await attemptsOf(retry, asked)).toBe(1);
      let attempts = 0;
      const next = retry(async () => attempts++);
      expect(await laterProblemOf(next)).toBe(asked);
      expect(attempts).toBe(0);
      expect(clock.monotonic()).toBe(0);
    },
  );

  it("take a pause that ICE asked for at the last attempt of another", async () => {
    const { clock, retry } = retryOf(1);
    expect(await attemptsOf(retry, throttledFor(3_000))).toBe(1);
    await retry(async () => "document");
    expect(clock.monotonic()).toBe(3_000);
  });

  it("keep to the longest pause that ICE asks for", async () => {
    const { clock, retry } = retryOf(1);
    const calls = [3_000, 100].map((pauseMs) =>
      laterProblemOf(retry(() => Promise.reject(throttledFor(pauseMs)))),
    );
    await Promise.all(calls);
    await retry(async () => "document");
    expect(clock.monotonic()).toBe(3_000);
  });

  it("are told to take a new connection after an attempt without an answer, and only then", async () => {
    const { retry } = retryOf(4);
    const told: boolean[] = [];
    const answered = new ProblemError("Throttled", { upstream: { code: "Throttling" } });
    const failures = [new ProblemError("UpstreamTimeout"), answered, new ProblemError("UpstreamUnavailable")];
    await retry(async (afterBreak) => {
      told.push(afterBreak);
      const failure = failures.shift();
      if (failure) throw failure;
    });
    expect(told).toEqual([false, true, false, true]);
  });
});
