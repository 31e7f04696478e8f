import { describe, expect, test } from "vitest";
import { operation as liveEditing } from "../../../../functions/get-live-editing-job/operation.ts";
import { operation as transcoding } from "../../../../functions/get-media-convert-job/operation.ts";
import { operation as storyboard } from "../../../../functions/get-yike-storyboard-job/operation.ts";
import { operation as listing } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import { ageOf, jobOf, lifecycleOf } from "../../../../shared/job/lifecycle.ts";
import type { JobFields, Phase } from "../../../../shared/operation.ts";

const now = Date.parse("2025-01-02T03:04:05Z");
const ago = (seconds: number) => `${new Date(now - seconds * 1000).toISOString().slice(0, 19)}Z`;

describe("phases", () => {
  const words: readonly (readonly [string, JobFields, Readonly<Record<string, Phase>>])[] = [
    [
      "GetMediaConvertJob",
      transcoding,
      {
        Inited: "pending",
        Running: "running",
        Success: "succeeded",
        Complete: "succeeded",
        Failed: "failed",
        Error: "failed",
        Cancelled: "cancelled",
      },
    ],
    [
      "ListBatchMediaProducingJobs",
      listing,
      { Init: "pending", Processing: "running", Finished: "succeeded", Failed: "failed" },
    ],
    [
      "GetLiveEditingJob",
      liveEditing,
      { Init: "pending", Queuing: "pending", Processing: "running", Success: "succeeded", Failed: "failed" },
    ],
    ["GetYikeStoryboardJob", storyboard, { Running: "running", Succeeded: "succeeded", Failed: "failed" }],
  ];
  const rows = words.flatMap(([name, model, phases]) =>
    Object.entries(phases).map(([word, phase]) => [name, word, phase, model] as const),
  );

  test.each(rows)("%s: %s is %s", (_, word, phase, model) => {
    const lifecycle = lifecycleOf(model, { [model.stateField]: `${word}\n` }, now);
    const done = phase === "succeeded" || phase === "failed" || phase === "cancelled";
    expect(lifecycle).toMatchObject({ phase, state: word, done, partial: false });
    expect(Object.hasOwn(lifecycle, "retryAfter")).toBe(!done);
  });

  test.each(words)("%s knows no other words", (_, model, phases) => {
    expect(Object.keys(model.phases).sort()).toEqual(Object.keys(phases).sort());
  });

  test.each<[unknown, string]>([
    [{ State: "Paused" }, "Paused"],
    [{ State: "success" }, "success"],
    [{ State: "constructor" }, "constructor"],
    [{ State: "" }, ""],
    [{ State: 7 }, ""],
    [{ State: null }, ""],
    [{}, ""],
    [null, ""],
    ["Success", ""],
  ])("%j is unknown, and not done", (job, state) => {
    expect(lifecycleOf(transcoding, job, now)).toEqual({
      phase: "unknown",
      state,
      done: false,
      partial: false,
      retryAfter: 30,
    });
  });

  test("a failure code on a job that succeeded changes nothing", () => {
    const job = { State: "Success", Code: "InvalidParameter", Message: "The resource operated is bad" };
    expect(lifecycleOf(transcoding, job, now)).toMatchObject({ phase: "succeeded", partial: false });
  });
});

describe("partial", () => {
  const output = (Status: unknown) => ({ Status });
  const transcoded = (State: string, outputs: unknown, groups?: unknown) =>
    lifecycleOf(transcoding, { State, OutputDetails: outputs, OutputGroupDetails: groups }, now).partial;

  test.each<[string, boolean, unknown, unknown?]>([
    ["all outputs succeeded", false, [output("Success"), output("Skipped")]],
    ["an output failed", true, [output("Success"), output(" Failed\n")]],
    ["an output of a group failed", true, [], [{ Outputs: [output("Success"), output("Failed")] }]],
    ["a group failed, but no output", false, [], [{ Status: "Failed", Outputs: [output("Success")] }]],
    ["a word that nobody knows", false, [output("Odd"), output(7), output(null), {}]],
    ["no outputs", false, undefined],
    ["outputs that are none", false, "Failed", { Outputs: "Failed" }],
  ])("transcoding: %s", (_, partial, outputs, groups) => {
    expect(transcoded("Success", outputs, groups)).toBe(partial);
    expect(transcoded("Complete", outputs, groups)).toBe(partial);
  });

  test.each(["Inited", "Running", "Failed", "Cancelled", "Odd"])(
    "a job that is %s is not partial",
    (state) => {
      expect(transcoded(state, [output("Failed")])).toBe(false);
    },
  );

  const storyboards = (JobStatus: string, JobResult: unknown) =>
    lifecycleOf(storyboard, { JobStatus, JobResult }, now).partial;

  test.each<[boolean, unknown]>([
    [true, { FailureShotList: '[{\\"shotId\\":\\"54\\"}]' }],
    [true, { FailureShotList: '[{"shotId":"54"}]' }],
    [true, { FailureShotList: [{ shotId: "54" }] }],
    [true, { FailureShotList: "[]", ExceptionStoryboardIds: '[\\"st_1\\"]' }],
    [true, { FailureShotList: '{"54": "NoMediaData"}' }],
    [false, { FailureShotList: "[]", ExceptionStoryboardIds: " [ ] " }],
    [false, { FailureShotList: "{}", ExceptionStoryboardIds: [] }],
    [false, { FailureShotList: "", ExceptionStoryboardIds: "none" }],
    [false, { FailureShotList: null, ExceptionStoryboardIds: 7 }],
    [false, { SuccessStoryboardList: '["st_1"]' }],
    [false, null],
  ])("storyboards: %s with %j", (partial, result) => {
    expect(storyboards("Succeeded", result)).toBe(partial);
    expect(storyboards("Failed", result)).toBe(false);
  });
});

describe("progress", () => {
  const progress = (job: object) => lifecycleOf(transcoding, { State: "Running", ...job }, now).progress;
  const outputs = (...words: unknown[]) => words.map((Status) => ({ Status }));

  test.each([
    [0, 0],
    [41.5, 42],
    [100, 100],
    [101, 100],
    [-1, 0],
  ])("a percentage of %d is %i", (Percent, expected) => {
    expect(progress({ Percent, OutputDetails: outputs("Success") })).toBe(expected);
  });

  test.each<[unknown[], unknown[], number]>([
    [["Init"], [], 0],
    [["Success", "Failed", "Skipped"], [], 100],
    [["Success", "Scheduled"], ["Init"], 33],
    [["Init"], ["Success ", "Failed"], 67],
    [["Success", 7], [], 50],
  ])("outputs %j and in groups %j make %i %%", (single, grouped, expected) => {
    const groups = [{ Status: "Success", Outputs: outputs(...grouped) }, {}];
    expect(progress({ OutputDetails: outputs(...single), OutputGroupDetails: groups })).toBe(expected);
  });

  const beyond = Number.POSITIVE_INFINITY;
  test.each([
    {},
    { Percent: "50" },
    { Percent: null },
    { Percent: beyond },
    { OutputDetails: [] },
    { OutputDetails: [{}] },
  ])("%j tells none", (job) => {
    expect(progress(job)).toBeUndefined();
  });

  test("an operation without percentage and parts tells none", () => {
    expect(lifecycleOf(liveEditing, { Status: "Processing" }, now)).not.toHaveProperty("progress");
  });
});

describe("retryAfter", () => {
  test.each([
    [0, 1],
    [10, 4],
    [64, 11],
    [100, 14],
    [3_600, 85],
    [86_400, 300],
    [-500, 1],
  ])("of a job that is %i s old is %i s", (age, seconds) => {
    const lifecycle = lifecycleOf(listing, { Status: "Processing", CreateTime: `${ago(age)}\n` }, now);
    expect(lifecycle.retryAfter).toBe(seconds);
  });

  test.each([undefined, null, "", "soon", 7])("with a creation time of %j is 30 s", (CreateTime) => {
    expect(lifecycleOf(listing, { Status: "Processing", CreateTime }, now).retryAfter).toBe(30);
  });

  test("where ICE never tells a job's age is 30 s", () => {
    const job = { JobStatus: "Running", CreateTime: ago(100) };
    expect(lifecycleOf(storyboard, job, now).retryAfter).toBe(30);
    expect(ageOf(storyboard, job, now)).toBeUndefined();
  });
});

describe("jobOf", () => {
  test("finds the job inside an answer, and an answer that is the job", () => {
    const job = { JobId: "1" };
    expect(jobOf(transcoding, { Job: job })).toBe(job);
    expect(jobOf(storyboard, job)).toBe(job);
    expect(jobOf(storyboard, { JobStatus: "Running" })).toEqual({ JobStatus: "Running" });
  });

  test.each([{}, { Job: null }, { Job: {} }, { Job: [] }, { Job: "text" }, { JobId: "1", State: "Running" }])(
    "%j holds none",
    (document) => {
      const upstream = { requestId: "R-1" };
      expect(() => jobOf(transcoding, { RequestId: "R-1", ...document })).toThrow(
        expect.objectContaining({ code: "NotFound", upstream }),
      );
    },
  );
});
