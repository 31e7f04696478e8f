import fc from "fast-check";
import { expect, test } from "vitest";
import { operation } from "../../functions/list-batch-media-producing-jobs/operation.ts";
import { followPages } from "../../shared/calls/pages.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import { scriptedClock } from "../support/unit/clock.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { invoke } from "../support/unit/invoke.ts";

const model = operation.pages;
const tokens = ["a", "b", "c", "d"];
const page = fc.record(
  {
    [model.items]: fc.oneof(
      { weight: 5, arbitrary: fc.array(fc.nat(), { maxLength: 4 }) },
      fc.constant("none"),
    ),
    [model.token]: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...tokens) },
      fc.constantFrom("", null, 7),
    ),
  },
  { requiredKeys: [] },
);

test("paging ends for any sequence of tokens, and keeps every item", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 8, arbitrary: page }, fc.constant("failure" as const)), { minLength: 1 }),
      fc.oneof(fc.constant("all" as const), fc.integer({ min: 1, max: 8 })),
      fc.option(fc.constantFrom(...tokens), { nil: undefined }),
      fc.integer({ min: 1, max: 20 }),
      async (pages, limit, token, sizeLimit) => {
        const items: unknown[] = [];
        let calls = 0;
        const ask = async () => {
          const answer = pages[calls++ % pages.length];
          if (answer === "failure") throw new ProblemError("Throttled");
          const list = answer?.[model.items];
          if (Array.isArray(list)) items.push(...list);
          return answer as Record<string, unknown>;
        };
        const sizeOf = () => 1;
        try {
          const {
            document,
            stopped,
            token: next,
          } = await followPages(model, ask, { limit, token, sizeOf, sizeLimit });
          const answered = document[model.items];
          expect(Array.isArray(answered) ? answered : []).toEqual(items);
          if (next !== undefined) expect(stopped).toBeDefined();
          if (stopped && stopped.reason !== "repeatedToken") expect(next).toMatch(/^[abcd]$/);
        } catch (error) {
          expect(error).toBeInstanceOf(ProblemError);
          expect(calls).toBe(1);
        }
        expect(calls).toBeLessThanOrEqual(
          Math.min(limit === "all" ? 99 : limit, sizeLimit, tokens.length + 1),
        );
      },
    ),
    fuzz,
  );
});

test("paging ends at the deadline when tokens never do", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 900 }),
      fc.array(fc.integer({ min: 50, max: 9_000 }), { minLength: 1 }),
      async (timeout, times) => {
        const clock = scriptedClock();
        const start = clock.now();
        const { body } = await invoke({
          operation,
          parameters: { pages: "all" },
          context: { function: { name: "test", memory: 512, timeout } },
          clock,
          respond: ({ timeoutMs }, index) => {
            const time = times[index % times.length] as number;
            clock.pass(Math.min(time, timeoutMs));
            if (time >= timeoutMs) throw new ProblemError("UpstreamTimeout");
            return { EditingBatchJobList: [], NextToken: `t${index}` };
          },
        });
        expect(clock.now() - start).toBeLessThan(timeout * 1000);
        expect(body.stopped?.reason ?? body.code).toMatch(/^(deadline|DeadlineExceeded)$/);
      },
    ),
    fuzz,
  );
});
