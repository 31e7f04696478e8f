import { describe, expect, it } from "vitest";
import { operation as job } from "../../../../functions/get-media-convert-job/operation.ts";
import { operations } from "../../../../functions/index.ts";
import { operation as list } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import type { Document, Operation } from "../../../../shared/operation.ts";
import { validateFor } from "../../../../shared/validation/all-rules.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

const now = Date.parse("2025-01-02T03:04:05Z");
const problem = (operation: Operation, given: Document) =>
  problemOf(() => validateFor(operation, given, "direct", now));

describe("what a caller gave", () => {
  it("is parted into ICE's parameters and the bundle's controls", () => {
    expect(validateFor(job, { wait: 5, JobId: "a", view: "raw" }, "direct", now)).toEqual({
      parameters: { JobId: "a" },
      controls: { wait: 5, view: "raw" },
    });
  });

  it("may be null, which is as good as not given", () => {
    expect(validateFor(job, { JobId: "a", wait: null, view: null }, "direct", now)).toEqual({
      parameters: { JobId: "a" },
      controls: {},
    });
    expect(
      validateFor(list, { since: null, StartTime: null, EndTime: null }, "direct", now).parameters,
    ).toEqual({});
  });

  it("may be nothing where nothing is needed", () => {
    expect(validateFor(list, {}, "direct", now)).toEqual({ parameters: {}, controls: {} });
  });
});

describe("a parameter that is needed", () => {
  it.each(
    operations.filter(({ kind }) => kind !== "list").map((each) => [each.name, each] as [string, Operation]),
  )("is missing: %s", (_, operation) => {
    const { code, errors } = problem(operation, {});
    expect(code).toBe("MissingParameter");
    expect(errors).toEqual([
      {
        parameter: operation.kind === "batch" ? operation.idsField : operation.idField,
        problem: "is missing",
      },
    ]);
    const [name = ""] = Object.keys(operation.parameters);
    expect(problem(operation, { [name]: null }).code).toBe("MissingParameter");
  });
});

describe("a name that nobody knows", () => {
  it.each([
    ["jobid", "did you mean JobId?"],
    ["JobIdd", "did you mean JobId?"],
    ["Wait", "did you mean wait?"],
    ["field", "did you mean fields?"],
    ["Format", "known are JobId, view, fields, explain, wait, expect"],
    ["", "known are JobId, view, fields, explain, wait, expect"],
  ])("%j is refused, with what may be meant", (name, help) => {
    const { code, errors } = problem(job, { JobId: "a", [name]: "x" });
    expect(code).toBe("UnknownParameter");
    expect(errors).toEqual([{ parameter: name || '[""]', problem: `is not known; ${help}` }]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "undefined"])(
    "may be one that has a meaning elsewhere: %s",
    (name) => {
      const { code, errors } = problem(list, JSON.parse(`{"${name}": {"JobId": "a"}}`));
      expect(code).toBe("UnknownParameter");
      expect(errors?.map(({ parameter }) => parameter)).toEqual([name]);
    },
  );

  it.each([null, undefined])("is refused with the value %s, too", (value) => {
    const { code, errors } = problem(job, { JobId: "a", Strange: value });
    expect(code).toBe("UnknownParameter");
    expect(errors?.map(({ parameter }) => parameter)).toEqual(["Strange"]);
  });

  it("is cut and quoted where it is no plain name", () => {
    const { errors } = problem(list, { [`a b${"c".repeat(1000)}`]: 1, "\ud800": 1 });
    expect(errors?.map(({ parameter }) => parameter)).toEqual([`["a b${"c".repeat(61)}"]`, '["\\ud800"]']);
  });

  it("takes no long time, however long it is", () => {
    const { errors } = problem(job, { JobId: "a", ["JobId".repeat(200_000)]: 1 });
    expect(errors?.[0]?.problem).toMatch(/^is not known; known are /);
  });

  it("is named with forty-nine others at most", () => {
    const names = Array.from({ length: 60_000 }, (_, index) => `name${index}`);
    const { errors } = problem(list, Object.fromEntries(names.map((name) => [name, 1])));
    expect(errors?.map(({ parameter }) => parameter)).toEqual(names.slice(0, 50));
  });
});

describe("several violations", () => {
  it("are all told at once, in one error", () => {
    const { errors } = problem(list, { MaxResults: 0, StartTime: "now", wait: 5, Sort: "asc" });
    expect(errors?.map(({ parameter }) => parameter).sort()).toEqual([
      "MaxResults",
      "Sort",
      "StartTime",
      "wait",
    ]);
  });

  it.each([
    ["UnknownParameter", { jobid: "a", wait: 0 }],
    ["MissingParameter", { wait: 0 }],
    ["InvalidParameter", { JobId: "a", wait: 0 }],
  ])("are named %s by the one that may be the reason of the others", (code, given) => {
    expect(problem(job, given).code).toBe(code);
  });
});
