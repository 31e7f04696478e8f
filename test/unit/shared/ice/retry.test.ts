import { describe, expect, it } from "vitest";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import { withRetry } from "../../../../shared/ice/retry.ts";
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
  const result = withRetry(
    async () => {
      const outcome = outcomes[Math.min(attempts.length, outcomes.length - 1)];
      attempts.push(clock.monotonic());
      return typeof outcome === "string" ? outcome : Promise.reject(outcome);
    },
    { maxAttempts, deadline: clock.monotonic() + timeMs, clock, random: () => random },
  );
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

  it("tells each try how the one before it failed", async () => {
    const told: unknown[] = [];
    const failures = [unavailable, stale(), "document"];
    const clock = scriptedClock();
    await withRetry(
      async (before) => {
        const outcome = failures[told.push(before) - 1];
        return typeof outcome === "string" ? outcome : Promise.reject(outcome);
      },
      { maxAttempts: 3, deadline: 60_000, clock, random: () => 0 },
    );
    expect(told).toEqual([undefined, failures[0], failures[1]]);
  });

  it("may be the outcome of a later try, too", async () => {
    const { result, attempts } = retrying([unavailable, stale(), "document"], { maxAttempts: 2 });
    expect(await result).toBe("document");
    expect(attempts).toHaveLength(3);
  });
});
