import fc from "fast-check";
import { expect, test } from "vitest";
import { operation } from "../../functions/batch-get-yike-asset-media-infos/operation.ts";
import type { ErrorCode } from "../../shared/errors/catalogue.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import { member } from "../../shared/json/value.ts";
import type { Document } from "../../shared/operation.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { invoke } from "../support/unit/invoke.ts";

const ids = Array.from({ length: 45 }, (_, index) => `id-${index}`);
const anyId = fc.constantFrom(...ids, "stranger");
const asset = fc.oneof(
  { weight: 9, arbitrary: anyId.map((MediaId) => ({ MediaId })) },
  fc.constantFrom<unknown>({}, null, "id-1", { MediaId: 7 }),
);
const anyList = (element: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.array(element, { maxLength: 30 }) },
    fc.constantFrom<unknown>(undefined, null, "none", {}),
  );
const document = fc.record({
  RequestId: fc.constant("R"),
  MediaInfos: anyList(asset),
  IgnoredList: anyList(anyId),
});
const failure = fc.constantFrom<ErrorCode>(
  "Throttled",
  "UpstreamAccessDenied",
  "UpstreamTimeout",
  "NotFound",
  "DeadlineExceeded",
);

/** What ICE does at a call, and how much later than others. */
const turn = fc.record({
  outcome: fc.oneof({ weight: 3, arbitrary: document }, failure),
  delay: fc.nat({ max: 20 }),
});

test("every ID asked for is found, ignored, missing or unanswered, whatever ICE does", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(ids, { minLength: 1 }),
      fc.array(turn, { minLength: 1, maxLength: 5 }),
      async (MediaIds, turns) => {
        const answered: string[] = [];
        const { body, error } = await invoke({
          operation,
          parameters: { MediaIds },
          variables: { ICE_MAX_ATTEMPTS: "1" },
          respond: async ({ parameters }, index) => {
            const { outcome, delay } = turns[index % turns.length] as {
              outcome: Document | ErrorCode;
              delay: number;
            };
            for (let tick = 0; tick < delay; tick++) await Promise.resolve();
            if (typeof outcome === "string") throw new ProblemError(outcome);
            answered.push(...(parameters.MediaIds as string).split(","));
            return outcome;
          },
        });
        if (error) {
          expect(answered).toEqual([]);
          expect(turns.map((each) => each.outcome)).toContain(error.name);
          return;
        }
        const asked = (list: unknown, idOf = (item: unknown) => item) =>
          [...new Set(Array.isArray(list) ? list.map(idOf) : [])].filter((id) =>
            MediaIds.includes(id as string),
          );
        const found = asked(body.MediaInfos, (item) => member(item, "MediaId"));
        const parts = [found, asked(body.IgnoredList), body.missing, body.unanswered];

        const inOrder = (list: readonly string[]) => MediaIds.filter((id) => list.includes(id));
        for (const part of parts) expect(part).toEqual(inOrder(part));
        expect(parts.flat().sort()).toEqual([...MediaIds].sort());
        for (const id of body.missing) expect(answered).toContain(id);
        for (const id of body.unanswered) expect(answered).not.toContain(id);

        const isComplete = body.unanswered.length === 0;
        expect([Object.hasOwn(body, "stopped"), Object.hasOwn(body, "next")]).toEqual([
          !isComplete,
          !isComplete,
        ]);
        if (!isComplete) expect(body.next).toEqual({ MediaIds: body.unanswered });
      },
    ),
    fuzz,
  );
});
