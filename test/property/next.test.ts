import fc from "fast-check";
import { expect, test } from "vitest";
import { operation as batch } from "../../functions/batch-get-yike-asset-media-infos/operation.ts";
import { operation as transcoding } from "../../functions/get-media-convert-job/operation.ts";
import { operation as listing } from "../../functions/list-batch-media-producing-jobs/operation.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { scriptedClock } from "../support/unit/clock.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { invoke } from "../support/unit/invoke.ts";
import type { Respond } from "../support/unit/upstream.ts";

const callers = fc.constantFrom("direct", "timer", "http", "apigateway");
const failures = fc.array(fc.boolean(), { maxLength: 30 });

/** Fails where the script says so, call by call over all invocations, then no more. */
function failing(script: readonly boolean[], respond: Respond): Respond {
  const rest = [...script];
  return (request, index) => {
    if (rest.shift()) throw new ProblemError("UpstreamUnavailable");
    return respond(request, index);
  };
}

/** Every answer on the way of `next` to its end. A call that fails is made again. */
async function follow(
  operation: Operation,
  first: Document,
  respond: Respond,
  kind: "direct" | "timer" | "http" | "apigateway",
) {
  const answers = [];
  const clock = scriptedClock();
  const variables = { ICE_MAX_ATTEMPTS: "1" };
  for (let parameters: Document | undefined = first, calls = 0; parameters; calls++) {
    expect(calls).toBeLessThan(500);
    const { body } = await invoke({ operation, kind, parameters, respond, clock, variables });
    if (body.code === "UpstreamUnavailable") continue;
    answers.push(body);
    parameters = body.next;
  }
  return answers;
}

test("following next through the pages gives every job once, as one unbounded call does", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 60 }),
      fc.integer({ min: 1, max: 20 }),
      fc.oneof(fc.constant("all"), fc.integer({ min: 1, max: 5 })),
      fc.constantFrom(10, 20_000),
      failures,
      callers,
      async (total, MaxResults, pages, bytes, script, kind) => {
        const jobs = Array.from({ length: total }, (_, index) => ({
          JobId: String(index),
          UserData: "x".repeat(bytes),
        }));
        const list: Respond = ({ parameters }) => {
          const from = Number(parameters.NextToken?.slice(1) ?? 0);
          const to = from + Number(parameters.MaxResults);
          const EditingBatchJobList = jobs.slice(from, to);
          return { EditingBatchJobList, ...(to < total && { NextToken: `+${to}` }) };
        };
        const since = { since: "1d", MaxResults };
        const answers = await follow(listing, { ...since, pages }, failing(script, list), kind);
        const unbounded = await invoke({
          operation: listing,
          parameters: { ...since, pages: "all" },
          respond: list,
        });
        expect(idsIn(answers)).toEqual(idsIn([unbounded.body]));
        expect(idsIn(answers)).toEqual(jobs.map((each) => each.JobId));
      },
    ),
    { numRuns: Math.ceil(fuzz.numRuns / 3) },
  );
});

const idsIn = (answers: readonly Document[]) =>
  answers.flatMap((each) => (each.EditingBatchJobList as { JobId: string }[]).map((job) => job.JobId));

test("following next through a batch accounts for every ID as one call without failures does", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 60 }),
      failures,
      callers,
      async (fates, script, kind) => {
        const MediaIds = fates.map((_, index) => `id-${index}`);
        const fated = (ids: readonly string[], fate: number) =>
          ids.filter((id) => fates[Number(id.slice(3))] === fate);
        const respond: Respond = ({ parameters }) => {
          const ids = (parameters.MediaIds as string).split(",");
          return { MediaInfos: fated(ids, 0).map((MediaId) => ({ MediaId })), IgnoredList: fated(ids, 1) };
        };
        const answers = await follow(batch, { MediaIds }, failing(script, respond), kind);
        const all = (name: string) => answers.flatMap((each) => each[name]).sort();
        expect(
          answers
            .flatMap((each) => each.MediaInfos)
            .map((each) => each.MediaId)
            .sort(),
        ).toEqual(fated(MediaIds, 0).sort());
        expect(all("IgnoredList")).toEqual(fated(MediaIds, 1).sort());
        expect(all("missing")).toEqual(fated(MediaIds, 2).sort());
        expect(answers.at(-1)?.unanswered).toEqual([]);
      },
    ),
    { numRuns: Math.ceil(fuzz.numRuns / 3) },
  );
});

test("following next while waiting ends with the job", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 120 }),
      failures,
      callers,
      async (looks, wait, script, kind) => {
        let seen = 0;
        const respond: Respond = () => ({
          Job: { JobId: "1", State: ++seen < looks ? "Running" : "Complete" },
        });
        const answers = await follow(transcoding, { JobId: "1", wait }, failing(script, respond), kind);
        expect(answers.map((each) => each.lifecycle.done)).toEqual([
          ...Array(answers.length - 1).fill(false),
          true,
        ]);
        expect(seen).toBe(looks);
      },
    ),
    { numRuns: Math.ceil(fuzz.numRuns / 3) },
  );
});
