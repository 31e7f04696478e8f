import fc from "fast-check";
import { expect, test } from "vitest";
import { operation } from "../../functions/list-batch-media-producing-jobs/operation.ts";
import { list } from "../../shared/calls/list.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import { rawView } from "../../shared/response/raw.ts";
import { capacityOf } from "../support/unit/capacity.ts";
import { scriptedClock } from "../support/unit/clock.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { invoke } from "../support/unit/invoke.ts";
import { answerOf } from "../support/unit/upstream.ts";

const { itemsField, tokenField } = operation;
const tokens = ["a", "b", "c", "d"];
const page = fc.record(
  {
    [itemsField]: fc.oneof(
      { weight: 5, arbitrary: fc.array(fc.nat(), { maxLength: 4 }) },
      fc.constant("none"),
    ),
    [tokenField]: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...tokens) },
      fc.constantFrom("", null, 7, " "),
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
      async (pages, limit, token, mostPages) => {
        const items: unknown[] = [];
        let calls = 0;
        const call = async () => {
          const answer = pages[calls++ % pages.length];
          if (answer === "failure") throw new ProblemError("Throttled");
          const found = answer?.[itemsField];
          if (Array.isArray(found)) items.push(...found);
          return answerOf(answer as Record<string, unknown>);
        };
        // A page has one byte, so that the caller's size limit counts pages.
        const view = { ...rawView, sizeOf: () => 1 };
        const request = {
          parameters: token === undefined ? {} : { [tokenField]: token },
          controls: { pages: limit },
        };
        const clock = scriptedClock();
        const around = {
          call,
          forget: () => {},
          capacity: capacityOf(clock),
          clock,
          random: () => 0,
          sizeLimit: mostPages,
        };
        try {
          const parts = await list.ask(operation, request, view, around);
          const { stopped, next, ...document } = JSON.parse(view.shape(parts).json);
          const answered = document[itemsField];
          expect(Array.isArray(answered) ? answered : []).toEqual(items);
          if (next !== undefined) expect(stopped).toBeDefined();
          const isDeadEnd = stopped?.reason === "repeatedToken" || stopped?.reason === "invalidToken";
          if (stopped && !isDeadEnd) expect(next[tokenField]).toMatch(/^[abcd]$/);
          if (isDeadEnd) expect(next).toBeUndefined();
        } catch (error) {
          expect(error).toBeInstanceOf(ProblemError);
          expect(calls).toBe(1);
        }
        expect(calls).toBeLessThanOrEqual(
          Math.min(limit === "all" ? 99 : limit, mostPages, tokens.length + 1),
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
        expect(clock.monotonic()).toBeLessThan(timeout * 1000);
        expect(body.stopped?.reason ?? body.code).toMatch(/^(deadline|DeadlineExceeded)$/);
      },
    ),
    fuzz,
  );
});
