import { describe, expect, it } from "vitest";
import { operation as batch } from "../../../../functions/batch-get-yike-asset-media-infos/operation.ts";
import { operation as job } from "../../../../functions/get-media-convert-job/operation.ts";
import { operation as list } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import type { Document, Operation } from "../../../../shared/operation.ts";
import { accepted, allControls, validateFor } from "../../../../shared/validation/all-rules.ts";
import type { CallerKind } from "../../../../shared/validation/rules.ts";
import { callerKinds } from "../../../support/unit/events.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

const now = Date.parse("2025-01-02T03:04:05.678Z");
const needed = new Map<Operation, Document>([
  [job, { JobId: "a" }],
  [batch, { MediaIds: "a" }],
  [list, {}],
]);
const check = (operation: Operation, given: Document, caller: CallerKind = "direct", time = now) =>
  validateFor(operation, { ...needed.get(operation), ...given }, caller, time);
const violationsOf = (operation: Operation, given: Document, caller?: CallerKind) =>
  problemOf(() => check(operation, given, caller)).errors;

describe("a control's value", () => {
  it.each([
    [job, { view: "raw" }, { view: "raw" }],
    [job, { view: "decoded" }, { view: "decoded" }],
    [job, { wait: "1" }, { wait: 1 }],
    [job, { wait: 86_400 }, { wait: 86_400 }],
    [job, { expect: "10m" }, { expect: "10m" }],
    [job, { expect: "P7D" }, { expect: "P7D" }],
    [list, { pages: "all" }, { pages: "all" }],
    [list, { pages: "1" }, { pages: 1 }],
    [list, { pages: 1000 }, { pages: 1000 }],
    [job, { fields: "Job.State" }, { fields: ["Job.State"] }],
    [job, { fields: " Job.State , lifecycle" }, { fields: ["Job.State", "lifecycle"] }],
    [job, { fields: ['Job["a,b"]', "x[0].y[]"] }, { fields: ['Job["a,b"]', "x[0].y[]"] }],
    [job, { fields: "x".repeat(512) }, { fields: ["x".repeat(512)] }],
    [job, { fields: Array(100).fill("x") }, { fields: Array(100).fill("x") }],
    [job, { explain: "true" }, { explain: true }],
    [job, { explain: true }, { explain: true }],
    [job, { explain: "false" }, { explain: false }],
    [job, { explain: false }, { explain: false }],
  ] as [Operation, Document, Document][])("%# comes out typed", (operation, given, typed) => {
    expect(check(operation, given).controls).toEqual(typed);
  });

  const waitText = "must be a whole number from 1 to 86400, in plain digits";
  const pagesText = "must be all, or a whole number from 1 to 1000";
  const sinceText = "must be a duration of at most 366 days, such as 15m, 1h30m or PT15M";
  const expectText = "must be a duration of at most 7 days, such as 15m, 1h30m or PT15M";
  const pathText = "must be a path such as Job.State";
  const fieldsText = "must be 1 to 100 paths such as Job.State,lifecycle";
  it.each([
    [job, { view: "pretty" }, "view", "must be one of raw, decoded"],
    [job, { view: 1 }, "view", "must be one of raw, decoded"],
    [job, { wait: 0 }, "wait", waitText],
    [job, { wait: "86401" }, "wait", waitText],
    [job, { wait: "5s" }, "wait", waitText],
    [job, { wait: 1.5 }, "wait", waitText],
    [job, { expect: "7d1s" }, "expect", expectText],
    [job, { expect: 10 }, "expect", expectText],
    [job, { expect: "soon" }, "expect", expectText],
    [list, { pages: 0 }, "pages", pagesText],
    [list, { pages: "1001" }, "pages", pagesText],
    [list, { pages: "ALL" }, "pages", pagesText],
    [list, { pages: 1.5 }, "pages", pagesText],
    [list, { pages: true }, "pages", pagesText],
    [list, { since: "15" }, "since", sinceText],
    [list, { since: "" }, "since", sinceText],
    [list, { since: 15 }, "since", sinceText],
    [list, { since: "0m" }, "since", sinceText],
    [list, { since: "366d1s" }, "since", sinceText],
    [job, { fields: "" }, "fields[0]", pathText],
    [job, { fields: "Job,," }, "fields[1]", pathText],
    [job, { fields: [] }, "fields", fieldsText],
    [job, { fields: 1 }, "fields", fieldsText],
    [job, { fields: ["Job", 1] }, "fields[1]", pathText],
    [job, { fields: "Job..State" }, "fields[0]", pathText],
    [job, { fields: "x".repeat(513) }, "fields[0]", pathText],
    [job, { fields: Array(101).fill("x") }, "fields", fieldsText],
    [job, { explain: "yes" }, "explain", "must be true or false"],
    [job, { explain: 1 }, "explain", "must be true or false"],
  ] as [Operation, Document, string, string][])("%# is refused", (operation, given, parameter, problem) => {
    expect(violationsOf(operation, given)?.[0]).toEqual({ parameter, problem });
  });
});

describe("a control where it makes no sense", () => {
  const noWait = (name: string) => `does not apply: ${name} does not answer one job`;
  const noPages = (name: string) => `does not apply: ${name} does not answer by pages`;
  const sensible = { view: "raw", wait: 1, expect: "1m", pages: 1, since: "1h", fields: "x", explain: true };

  it.each([
    [job, { pages: noPages(job.name), since: noPages(job.name) }],
    [list, { wait: noWait(list.name), expect: noWait(list.name) }],
    [
      batch,
      {
        wait: noWait(batch.name),
        expect: noWait(batch.name),
        pages: noPages(batch.name),
        since: noPages(batch.name),
      },
    ],
  ] as [Operation, Readonly<Record<string, string>>][])(
    "%# is refused, with the reason",
    (operation, reasons) => {
      for (const [name, value] of Object.entries(sensible)) {
        const reason = reasons[name];
        if (reason === undefined) expect(check(operation, { [name]: value }).controls).toBeDefined();
        else
          expect(violationsOf(operation, { [name]: value })).toEqual([{ parameter: name, problem: reason }]);
      }
    },
  );

  it.each(callerKinds)("explain is for direct callers only: %s", (kind) => {
    if (kind === "direct") expect(check(job, { explain: true }, kind).controls).toEqual({ explain: true });
    else
      expect(violationsOf(job, { explain: true }, kind)).toEqual([
        { parameter: "explain", problem: "is for direct callers only" },
      ]);
  });

  it("is not offered to whoever gets a name wrong", () => {
    const offered = (operation: Operation, caller: CallerKind) =>
      violationsOf(operation, { Format: "JSON" }, caller)?.[0]?.problem;
    expect(offered(job, "direct")).toBe("is not known; known are JobId, view, fields, explain, wait, expect");
    expect(offered(batch, "http")).toBe("is not known; known are MediaIds, view, fields");
    expect(offered(list, "timer")).toMatch(/MaxResults, view, fields, pages, since$/);
    expect(violationsOf(list, { wai: 1 })?.[0]?.problem).toMatch(/^is not known; known are /);
  });
});

describe("since", () => {
  const rangeOf = (since: string, time: number) => check(list, { since }, "timer", time).parameters;

  it("becomes the times from so long before the time of reference up to it, to the second", () => {
    const range = { StartTime: "2025-01-02T02:49:05Z", EndTime: "2025-01-02T03:04:05Z" };
    expect(rangeOf("15m", now)).toEqual(range);
    expect(rangeOf("PT15M", now)).toEqual(range);
  });

  it("is gone from the controls, and the filters stay", () => {
    const { parameters, controls } = check(list, { since: "1h", Status: "Failed", pages: 2, MaxResults: 5 });
    expect(controls).toEqual({ pages: 2 });
    expect(parameters).toEqual({
      Status: "Failed",
      MaxResults: 5,
      StartTime: "2025-01-02T02:04:05Z",
      EndTime: "2025-01-02T03:04:05Z",
    });
  });

  it.each([
    ["1000-01-01T00:00:00Z", "0998-12-31T00:00:00Z"],
    ["2999-12-31T23:59:59Z", "2998-12-30T23:59:59Z"],
    ["1970-01-01T00:00:00Z", "1968-12-31T00:00:00Z"],
  ])("reaches 366 days back, whenever that is: from %s", (time, start) => {
    expect(rangeOf("366d", Date.parse(time))).toEqual({ StartTime: start, EndTime: time });
  });

  it("is refused together with what says the range or the page already", () => {
    const StartTime = "2025-01-02T03:04:05Z";
    expect(violationsOf(list, { since: "15m", StartTime, EndTime: StartTime, NextToken: "t" })).toEqual(
      ["StartTime", "EndTime", "NextToken"].map((name) => ({
        parameter: "since",
        problem: `can't be given together with ${name}`,
      })),
    );
  });
});

describe("the controls", () => {
  const names = Object.keys(allControls);

  it("are these, in the order that documents show them", () => {
    expect(names).toEqual(["view", "fields", "explain", "wait", "expect", "pages", "since"]);
  });

  it.each(names)("%s explains itself in a sentence", (name) => {
    expect(allControls[name]?.description).toMatch(/^.{20,}\.$/);
  });

  it.each<[Operation, CallerKind, string[]]>([
    [job, "direct", ["JobId", "view", "fields", "explain", "wait", "expect"]],
    [job, "http", ["JobId", "view", "fields", "wait", "expect"]],
    [batch, "timer", ["MediaIds", "view", "fields"]],
    [list, "apigateway", [...Object.keys(list.parameters), "view", "fields", "pages", "since"]],
  ])(
    "%# are accepted where they suit operation and caller, after its parameters",
    (operation, caller, all) => {
      expect(Object.keys(accepted(operation, caller))).toEqual(all);
    },
  );
});
