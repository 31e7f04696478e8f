import { describe, expect, test } from "vitest";
import { operation as batch } from "../../../../functions/batch-get-yike-asset-media-infos/operation.ts";
import { operation as transcoding } from "../../../../functions/get-media-convert-job/operation.ts";
import { operation as listing } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import { lifecycleOf } from "../../../../shared/job/lifecycle.ts";
import type { Document } from "../../../../shared/operation.ts";
import type { Additions } from "../../../../shared/response/additions.ts";
import { rawView } from "../../../../shared/response/raw.ts";
import { valueView } from "../../../../shared/response/values.ts";
import { viewOf } from "../../../../shared/response/view.ts";
import { answerOf } from "../../../support/unit/upstream.ts";

const now = Date.parse("2025-01-02T03:04:05Z");
const running = { phase: "running", state: "Running", done: false, partial: false, retryAfter: 30 } as const;
const job = {
  Job: { JobId: "1", State: "Running", UserData: '{"a":1}', ClientToken: "x\n" },
  RequestId: "R",
};

/** A single job's answer. */
function shapedJob(document: Document, fields = true, paths?: readonly string[], additions: Additions = {}) {
  const view = valueView(fields ? transcoding.answer : undefined, paths);
  const parts = { answer: answerOf(document), lists: {}, additions: { lifecycle: running, ...additions } };
  const { json, steady } = view.shape(parts);
  return { answer: JSON.parse(json), steady: steady() };
}

/** A list's answer. */
function shapedList(document: Document, fields = true, paths?: readonly string[]) {
  const view = valueView(fields ? listing.answer : undefined, paths);
  const answer = answerOf(document);
  const field = listing.itemsField;
  const items = view.items(answer, field, (item) => lifecycleOf(listing, item, now));
  const { json, steady } = view.shape({ answer, lists: items ? { [field]: items } : {}, additions: {} });
  return { answer: JSON.parse(json), steady: steady(), size: items && view.sizeOf(field, items) };
}

describe("viewOf", () => {
  test("is the raw one only where all of ICE's answer goes out as it came", () => {
    expect(viewOf(transcoding, {})).toBe(rawView);
    expect(viewOf(transcoding, { view: "raw" })).toBe(rawView);
    expect(viewOf(transcoding, { view: "decoded" })).not.toBe(rawView);
    expect(viewOf(transcoding, { fields: ["Job"] })).not.toBe(rawView);
  });

  test.each([
    [{ view: "decoded" }, { a: 1 }],
    [{ view: "decoded", fields: ["Job"] }, { a: 1 }],
    [{ fields: ["Job"] }, '{"a":1}'],
    [{ view: "raw", fields: ["Job"] }, '{"a":1}'],
  ] as const)("%j decodes only where that was asked for", (controls, UserData) => {
    const { json } = viewOf(transcoding, controls).shape({ answer: answerOf(job), lists: {}, additions: {} });
    expect(JSON.parse(json).Job.UserData).toEqual(UserData);
  });
});

describe("a single job", () => {
  test("decoded tells what can't be decoded", () => {
    expect(shapedJob(job).answer).toEqual({
      RequestId: "R",
      Job: { JobId: "1", State: "Running", UserData: { a: 1 }, ClientToken: "x" },
      lifecycle: running,
      undecoded: [],
    });
    const text = { ...job, Job: { ...job.Job, UserData: "text" } };
    expect(shapedJob(text).answer.undecoded).toEqual(["Job.UserData"]);
  });

  test("keeps the order of ICE's members, with the bundle's at the end", () => {
    const { answer } = shapedJob(job);
    expect(Object.keys(answer)).toEqual(["Job", "RequestId", "undecoded", "lifecycle"]);
  });

  test("loses its lifecycle where the fields leave it out", () => {
    expect(shapedJob(job, false, ["Job.State"]).answer).toEqual({ Job: { State: "Running" } });
    expect(shapedJob(job, false, ["lifecycle.phase"]).answer).toEqual({ lifecycle: { phase: "running" } });
  });

  test("has the bundle's member in place of one of the same name", () => {
    const { answer } = shapedJob({ ...job, lifecycle: "ICE's", undecoded: 7 });
    expect(answer.lifecycle).toEqual(running);
    expect(answer.undecoded).toEqual([]);
  });

  test.each(["constructor", "__proto__", "toString"])("keeps a member called %s", (name) => {
    const { answer } = shapedJob(JSON.parse(`{"${name}": {"a": " b "}}`));
    expect(Object.getOwnPropertyDescriptor(answer, name)?.value).toEqual({ a: " b " });
  });
});

describe("a list of jobs", () => {
  const page = {
    RequestId: "R",
    EditingBatchJobList: [
      { JobId: "1", Status: "Finished\n", Extend: "{}" },
      { JobId: "2", Status: "Processing", CreateTime: "2025-01-02T03:02:25Z ", UserData: "text" },
      "stray",
    ],
  };
  const finished = { phase: "succeeded", state: "Finished", done: true, partial: false };
  const processing = { phase: "running", state: "Processing", done: false, partial: false, retryAfter: 14 };

  test("has a lifecycle on each job, read before anything is decoded", () => {
    expect(shapedList(page, false, ["EditingBatchJobList", "RequestId"]).answer).toEqual({
      RequestId: "R",
      EditingBatchJobList: [
        { ...(page.EditingBatchJobList[0] as object), lifecycle: finished },
        { ...(page.EditingBatchJobList[1] as object), lifecycle: processing },
        "stray",
      ],
    });
    expect(shapedList(page, true, ["EditingBatchJobList"]).answer.EditingBatchJobList).toEqual([
      { JobId: "1", Status: "Finished", Extend: {}, lifecycle: finished },
      {
        JobId: "2",
        Status: "Processing",
        CreateTime: "2025-01-02T03:02:25Z",
        UserData: "text",
        lifecycle: processing,
      },
      "stray",
    ]);
  });

  test("tells the places of what is undecoded", () => {
    expect(shapedList(page).answer.undecoded).toEqual(["EditingBatchJobList[1].UserData"]);
  });

  test("has the bundle's lifecycle in place of ICE's", () => {
    const document = { EditingBatchJobList: [{ Status: "Finished", lifecycle: "ICE's" }] };
    expect(shapedList(document).answer.EditingBatchJobList[0].lifecycle).toEqual(finished);
  });

  test("has the size of what is answered, in bytes", () => {
    const size = (document: Document, paths?: string[]) => shapedList(document, false, paths).size as number;
    const titled = (Title: string) => ({ EditingBatchJobList: [{ Title }] });
    expect(size(titled("媒")) - size(titled(""))).toBe(3);
    expect(size(titled("x".repeat(1000)), ["EditingBatchJobList[].JobId"])).toBeLessThan(100);
  });

  test.each([
    { RequestId: "R" },
    { RequestId: "R", EditingBatchJobList: "none" },
    { EditingBatchJobList: null },
    { EditingBatchJobList: { JobId: "1" } },
  ])("%j stays as it came", (document) => {
    expect(shapedList(document, false).answer).toEqual(document);
  });
});

describe("lists", () => {
  const view = valueView(batch.answer);

  test("take the place of ICE's, or stand at the end where it has none", () => {
    const first = answerOf({ MediaInfos: [{ MediaId: "1" }], RequestId: "R" });
    const other = answerOf({ MediaInfos: [{ MediaId: "2", MediaBasicInfo: { MediaTags: "a,b" } }] });
    const items = [first, other].flatMap((answer) => view.items(answer, "MediaInfos") ?? []);
    const { json } = view.shape({
      answer: first,
      lists: { MediaInfos: items, IgnoredList: [] },
      additions: { missing: [] },
    });
    expect(json).toBe(
      '{"MediaInfos":[{"MediaId":"1"},{"MediaId":"2","MediaBasicInfo":{"MediaTags":["a","b"]}}],' +
        '"RequestId":"R","IgnoredList":[],"undecoded":[],"missing":[]}',
    );
  });

  test("of any name and any element are kept, though no field describes them", () => {
    const answer = answerOf('{"constructor":[" a ,b",{"b":1}],"RequestId":[" c "]}');
    const lists = Object.fromEntries(
      ["constructor", "RequestId"].map((name) => [name, view.items(answer, name) ?? []]),
    );
    const shaped = JSON.parse(view.shape({ answer, lists, additions: {} }).json);
    expect(shaped).toEqual({ constructor: [" a ,b", { b: 1 }], RequestId: [" c "], undecoded: [] });
  });

  test("tell the paths of what is undecoded in an element that is itself undecoded", () => {
    const fields = { Shots: { type: "array", element: { type: "jsonText", native: false } } } as const;
    const shots = valueView(fields);
    const answer = answerOf({ Shots: ["{}", "x"] });
    const lists = { Shots: shots.items(answer, "Shots") ?? [] };
    expect(JSON.parse(shots.shape({ answer, lists, additions: {} }).json)).toEqual({
      Shots: [{}, "x"],
      undecoded: ["Shots[1]"],
    });
  });

  test("that are decoded elsewhere tell paths below their own name", () => {
    const document = { JobId: "x", Config: "text" };
    const undecodedIn = (field: object) =>
      JSON.parse(
        valueView({ Config: field } as never).shape({ answer: answerOf(document), lists: {}, additions: {} })
          .json,
      ).undecoded;
    expect(undecodedIn({ type: "jsonText", native: false })).toEqual(["Config"]);
  });
});

describe("what is steady", () => {
  test("leaves out the answer's own RequestId and the bundle's retryAfter", () => {
    const steady = ['"A"', '"B"', "7"].map(
      (RequestId, index) =>
        shapedJob(JSON.parse(`{"RequestId":${RequestId},"Job":{"JobId":"1"}}`), true, undefined, {
          lifecycle: { ...running, retryAfter: 10 + index },
        }).steady,
    );
    expect(new Set(steady).size).toBe(1);
    const list = (RequestId: string, seconds: number) =>
      shapedList({
        RequestId,
        EditingBatchJobList: [
          { Status: "Processing", CreateTime: new Date(now - seconds * 1000).toISOString() },
        ],
      });
    expect(list("A", 100).answer.EditingBatchJobList[0].lifecycle.retryAfter).toBe(14);
    expect(list("A", 100).steady.replace(/"CreateTime":"[^"]*"/, "")).toBe(
      list("B", 400).steady.replace(/"CreateTime":"[^"]*"/, ""),
    );
  });

  test.each<[string, Document]>([
    ["another state", { ...job, Job: { ...job.Job, State: "Success" } }],
    ["a RequestId further down", { ...job, Job: { ...job.Job, RequestId: "B" } }],
    ["ICE's own retryAfter", { ...job, Job: { ...job.Job, retryAfter: 3 } }],
    ["a text that looks like a retryAfter", { ...job, Job: { ...job.Job, JobId: '"retryAfter":30' } }],
  ])("keeps %s", (_, document) => {
    expect(shapedJob(document).steady).not.toBe(shapedJob(job).steady);
  });

  test("is picked as the answer is", () => {
    expect(shapedJob(job, false, ["Job.State"]).steady).toBe('{"Job":{"State":"Running"}}');
    expect(shapedJob(job, false, ["RequestId", "lifecycle.done"]).steady).toBe(
      '{"lifecycle":{"done":false}}',
    );
  });
});

describe("ICE's own text", () => {
  const steady = (text: string) =>
    rawView.shape({ answer: answerOf(text), lists: {}, additions: {} }).steady();

  test.each([
    ['{"RequestId":"A","a":1}', '{"RequestId":"B","a":1}'],
    ['{"a":1,"RequestId":"A"}', '{"a":1,"RequestId":"B"}'],
    [' { "RequestId" : "A" , "a":1}', ' { "RequestId" : "B" , "a":1}'],
    ['{"RequestId":7,"a":1}', '{"RequestId":8,"a":1}'],
  ])("%s is as %s apart from its RequestId", (one, other) => {
    expect(steady(one)).toBe(steady(other));
  });

  test.each([
    ['{"RequestId":"A","a":1}', '{"RequestId":"A","a":2}'],
    ['{"a":{"RequestId":"A"}}', '{"a":{"RequestId":"B"}}'],
    ['{"a":{"RequestId":"A"},"RequestId":"R"}', '{"a":{"RequestId":"B"},"RequestId":"R"}'],
    ['{"RequestId":7,"a":"A"}', '{"RequestId":7,"a":"B"}'],
  ])("%s differs from %s", (one, other) => {
    expect(steady(one)).not.toBe(steady(other));
  });

  test("has on each item of a list the lifecycle of that item", () => {
    const base = { phase: "running", state: "Running", done: false, partial: false } as const;
    const lifecycles = [base, { ...base, progress: 5 }, { ...base, progress: 6 }, base];
    let index = 0;
    const items = rawView.items(
      answerOf('{"Items":[{},{},{},{}]}'),
      "Items",
      () => lifecycles[index++] as (typeof lifecycles)[0],
    );
    expect(items?.map(({ text }) => JSON.parse(text).lifecycle)).toEqual(lifecycles);
  });
});

test("assets have no lifecycle", () => {
  const answer = answerOf({ RequestId: "R", MediaInfos: [{ MediaId: "1" }] });
  const view = valueView(undefined, ["MediaInfos"]);
  const lists = { MediaInfos: view.items(answer, "MediaInfos") ?? [] };
  expect(JSON.parse(view.shape({ answer, lists, additions: {} }).json)).toEqual({
    MediaInfos: [{ MediaId: "1" }],
  });
});

describe("additions", () => {
  const additions: Additions = {
    missing: ["1"],
    unanswered: [],
    stopped: { reason: "error", code: "Throttled" },
    next: { MediaIds: ["2"] },
  };
  const shaped = (document: Document, paths?: readonly string[]) =>
    JSON.parse(valueView(undefined, paths).shape({ answer: answerOf(document), lists: {}, additions }).json);

  test("stand beside ICE's document", () => {
    expect(shaped({ RequestId: "R" })).toEqual({ RequestId: "R", ...additions });
  });

  test.each([["RequestId"], ["stopped.reason"], ["Nothing"]])("no fields remove them: %s", (path) => {
    expect(shaped({ MediaInfos: [] }, [path])).toEqual(additions);
  });
});
