import { describe, expect, test } from "vitest";
import { operation as batch } from "../../../../functions/batch-get-yike-asset-media-infos/operation.ts";
import { operation as transcoding } from "../../../../functions/get-media-convert-job/operation.ts";
import { operation as listing } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import type { Document, Operation } from "../../../../shared/operation.ts";
import { shape } from "../../../../shared/response/shape.ts";

const now = Date.parse("2025-01-02T03:04:05Z");
const shaped = (operation: Operation, document: Document, controls = {}, additions = {}) =>
  shape(operation, { document, additions }, controls, now);

const job = {
  Job: { JobId: "1", State: "Running", UserData: '{"a":1}', ClientToken: "x\n" },
  RequestId: "R",
};
const running = { phase: "running", state: "Running", done: false, partial: false, retryAfter: 30 };

describe("a single job", () => {
  test("gets its lifecycle beside ICE's document, RequestId first", () => {
    const { answer, lifecycle } = shaped(transcoding, job);
    expect(answer).toEqual({ ...job, lifecycle: running });
    expect(Object.keys(answer)).toEqual(["RequestId", "Job", "lifecycle"]);
    expect(lifecycle).toEqual(running);
  });

  test("decoded tells what can't be decoded", () => {
    const { answer } = shaped(transcoding, job, { view: "decoded" });
    expect(answer).toEqual({
      RequestId: "R",
      Job: { JobId: "1", State: "Running", UserData: { a: 1 }, ClientToken: "x" },
      lifecycle: running,
      undecoded: [],
    });
    const text = { ...job, Job: { ...job.Job, UserData: "text" } };
    expect(shaped(transcoding, text, { view: "decoded" }).answer.undecoded).toEqual(["Job.UserData"]);
  });

  test("raw is ICE's document as it came", () => {
    expect(shaped(transcoding, job, { view: "raw" })).toEqual(shaped(transcoding, job));
  });

  test("keeps its lifecycle for Retry-After when the fields leave it out", () => {
    const { answer, lifecycle } = shaped(transcoding, job, { fields: ["Job.State"] });
    expect(answer).toEqual({ Job: { State: "Running" } });
    expect(lifecycle).toEqual(running);
  });

  test("that is not in the answer is not found", () => {
    expect(() => shaped(transcoding, { RequestId: "R" })).toThrow(
      expect.objectContaining({ code: "NotFound" }),
    );
  });

  test("an answer without RequestId gets none", () => {
    expect(shaped(transcoding, { Job: job.Job }).answer).toEqual({ Job: job.Job, lifecycle: running });
  });
});

describe("a list of jobs", () => {
  const page = {
    RequestId: "R",
    EditingBatchJobList: [
      { JobId: "1", Status: "Finished\n", Extend: "{}" },
      { JobId: "2", Status: "Processing", CreateTime: "2025-01-02T03:02:25Z " },
      "stray",
    ],
  };
  const finished = { phase: "succeeded", state: "Finished", done: true, partial: false };
  const processing = { phase: "running", state: "Processing", done: false, partial: false, retryAfter: 14 };

  test("gets a lifecycle on each job", () => {
    const { answer, lifecycle } = shaped(listing, page);
    expect(answer).toEqual({
      RequestId: "R",
      EditingBatchJobList: [
        { ...(page.EditingBatchJobList[0] as object), lifecycle: finished },
        { ...(page.EditingBatchJobList[1] as object), lifecycle: processing },
        "stray",
      ],
    });
    expect(lifecycle).toBeUndefined();
  });

  test("decoded has the same lifecycles", () => {
    const { answer } = shaped(listing, page, { view: "decoded", fields: ["EditingBatchJobList"] });
    expect(answer.EditingBatchJobList).toEqual([
      { JobId: "1", Status: "Finished", Extend: {}, lifecycle: finished },
      { JobId: "2", Status: "Processing", CreateTime: "2025-01-02T03:02:25Z", lifecycle: processing },
      "stray",
    ]);
  });

  test.each([
    { RequestId: "R" },
    { RequestId: "R", EditingBatchJobList: "none" },
    { EditingBatchJobList: null },
  ])("%j stays as it came", (document) => {
    expect(shaped(listing, document).answer).toEqual(document);
  });
});

test("assets have no lifecycle", () => {
  const document = { RequestId: "R", MediaInfos: [{ MediaId: "1" }] };
  expect(shaped(batch, document)).toEqual({ answer: document, lifecycle: undefined });
});

describe("additions", () => {
  const additions = {
    missing: ["1"],
    unanswered: [],
    stopped: { reason: "error", code: "Throttled" },
    next: { MediaIds: ["2"] },
  };

  test("stand beside ICE's document", () => {
    expect(shaped(batch, { RequestId: "R" }, {}, additions).answer).toEqual({ RequestId: "R", ...additions });
  });

  test.each([["RequestId"], ["stopped.reason"], ["Nothing"]])("no fields remove them: %s", (fields) => {
    expect(shaped(batch, { MediaInfos: [] }, { fields: [fields] }, additions).answer).toEqual(additions);
  });
});
