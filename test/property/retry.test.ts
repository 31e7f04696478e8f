import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogue, type ErrorCode } from "../../shared/errors/catalogue.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import { createIceClient } from "../../shared/ice/client.ts";
import type { IceAnswer } from "../../shared/ice/transport.ts";
import { capacityOf } from "../support/unit/capacity.ts";
import { scriptedClock } from "../support/unit/clock.ts";
import { credentials } from "../support/unit/context.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { upstream } from "../support/unit/upstream.ts";

const retryAfterMs = fc.option(fc.nat(20_000), { nil: undefined });
const anyProblem = fc
  .tuple(fc.constantFrom(...(Object.keys(catalogue) as ErrorCode[])), retryAfterMs)
  .map(([code, wait]) => new ProblemError(code, { retryAfterMs: wait }));
const stale = fc
  .constantFrom("SignatureNonceUsed", "IllegalTimestamp", "InvalidTimeStamp.Expired")
  .map((code) => new ProblemError("UpstreamAuthenticationFailed", { upstream: { code } }));
const passing = fc
  .tuple(fc.constantFrom<ErrorCode>("Throttled", "UpstreamUnavailable"), retryAfterMs)
  .map(([code, wait]) => new ProblemError(code, { retryAfterMs: wait }));
const document = fc.constant({ RequestId: "R" });

/** What one request comes to, how many milliseconds it would take, and by how many the wall clock is set meanwhile. */
const anyTurn = fc.tuple(
  fc.oneof(anyProblem, passing, stale, document),
  fc.nat(15_000),
  fc.oneof(fc.constant(0), fc.integer({ min: -3_600_000, max: 3_600_000 })),
);

/** Whether the connection may be the reason: no answer came. */
const isBreak = (outcome: unknown) => outcome instanceof ProblemError && outcome.upstream === undefined;

test("a call makes no more attempts than allowed, none of them past the deadline, and ends with what came last", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyTurn, { minLength: 1, maxLength: 15 }),
      fc.integer({ min: 1, max: 10 }),
      fc.nat(100_000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (turns, maxAttempts, timeMs, jitter) => {
        const clock = scriptedClock();
        const deadline = clock.monotonic() + timeMs;
        const outcomes: unknown[] = [];
        const { transport, requests } = upstream(({ timeoutMs, fresh }, index) => {
          expect(clock.monotonic()).toBeLessThan(deadline);
          if (isBreak(outcomes.at(-1))) expect(fresh).toBe(true);
          if (!outcomes.some(isBreak)) expect(fresh).toBe(false);
          expect(clock.monotonic() + timeoutMs).toBeLessThanOrEqual(deadline);
          const [outcome, duration, step] = turns[index % turns.length] as (typeof turns)[number];
          clock.pass(Math.min(duration, timeoutMs));
          clock.setWall(clock.wall() + step);
          const slow = duration > timeoutMs;
          outcomes.push(slow ? new ProblemError("UpstreamTimeout") : outcome);
          const last = outcomes.at(-1);
          if (last instanceof Error) throw last;
          return outcome as { RequestId: string };
        });
        const configuration = {
          endpoint: "http://127.0.0.1",
          timeoutMs: 10_000,
          maxAttempts,
          logLevel: "info",
        } as const;
        const client = createIceClient({
          transport,
          configuration,
          credentials,
          capacity: capacityOf(clock, { end: deadline }),
          clock,
          random: () => jitter,
        });

        const ended = await client.call("GetThing", {}).catch((error: unknown) => error);

        expect(clock.monotonic()).toBeLessThanOrEqual(deadline);
        expect(requests.length).toBeLessThanOrEqual(maxAttempts + 1);
        expect(client.usage.attempts).toBe(requests.length);
        const outOfTime = ended instanceof ProblemError && ended.code === "DeadlineExceeded";
        const told = ended instanceof ProblemError ? ended : (ended as IceAnswer).document;
        if (!outOfTime) expect(told).toEqual(outcomes.at(-1));
        if (!outOfTime && told instanceof ProblemError) expect(told).toBe(outcomes.at(-1));
        const mayPass = (outcome: unknown) =>
          outcome instanceof ProblemError && (outcome.retryable || outcome.upstream !== undefined);
        expect(outcomes.slice(0, -1).every(mayPass)).toBe(true);
      },
    ),
    fuzz,
  );
});
