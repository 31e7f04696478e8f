import fc from "fast-check";
import { expect, test } from "vitest";
import { waitForJob } from "../../shared/calls/wait.ts";
import type { ErrorCode } from "../../shared/errors/catalogue.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import { scriptedClock } from "../support/unit/clock.ts";
import { fuzz } from "../support/unit/fuzz.ts";

const outcome = fc.oneof(
  { weight: 6, arbitrary: fc.constant("running" as const) },
  fc.constant("done" as const),
  fc.constantFrom<ErrorCode>("Throttled", "UpstreamUnavailable", "NotFound"),
);

test("waiting ends in time, at the first job done or error that no retry helps, with what was seen last", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(outcome, { minLength: 1, maxLength: 50 }),
      fc.integer({ min: 1, max: 10_000 }),
      fc.integer({ min: 1, max: 10_000 }),
      fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
      fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: undefined }),
      fc.array(fc.option(fc.nat({ max: 100 }), { nil: undefined }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (outcomes, limit, deadline, age, usual, percents, jitter) => {
        const clock = scriptedClock(0);
        const seen: string[] = [];
        const poll = async () => {
          const percent = percents[seen.length % percents.length];
          const now = outcomes[seen.length % outcomes.length] as string;
          seen.push(now);
          if (now !== "running" && now !== "done")
            throw new ProblemError(now as ErrorCode, { retryAfterMs: 500 });
          return { number: seen.length, lifecycle: { done: now === "done" }, age, percent };
        };
        const options = {
          seconds: limit,
          usual,
          deadline: () => deadline * 1000,
          clock,
          random: () => jitter,
        };
        const ended = await waitForJob(poll, options).catch((error: ProblemError) => error);

        expect(clock.monotonic()).toBeLessThanOrEqual(Math.max(0, Math.min(limit, deadline - 1)) * 1000);
        expect(seen.slice(0, -1).filter((each) => each === "done" || each === "NotFound")).toEqual([]);
        const last = seen.at(-1);
        if (ended instanceof ProblemError) expect(ended.code).toBe(last);
        else if (last === "done") {
          expect(ended.seen.number).toBe(seen.length);
          expect(ended.stopped).toBeUndefined();
        } else {
          expect(ended.seen.number).toBe(seen.lastIndexOf("running") + 1);
          expect(ended.stopped).toEqual({ reason: limit <= deadline - 1 ? "limit" : "deadline" });
        }
        // A poll a second at most, but for the last.
        expect(seen.length).toBeLessThanOrEqual(clock.monotonic() / 800 + 2);
      },
    ),
    fuzz,
  );
});
