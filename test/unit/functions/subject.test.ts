import { describe, expect, test } from "vitest";
import { joinPaths, subjectOf, valueAt, withValue } from "../../../functions/subject.ts";
import { testBatch, testJob, testList } from "../../support/unit/operations.ts";

test("joinPaths puts paths together, and passes over empty ones", () => {
  expect(joinPaths("Job", "State")).toBe("Job.State");
  expect(joinPaths("", "State")).toBe("State");
  expect(joinPaths("Items", 0, "")).toBe("Items.0");
});

test("valueAt finds what is there, and nothing that is inherited", () => {
  const value = { Job: { Parts: [{ S: 1 }, null] } };
  expect(valueAt(value, "")).toBe(value);
  expect(valueAt(value, "Job.Parts.0.S")).toBe(1);
  for (const path of ["Job.Parts.1.S", "Job.Parts.9", "Nothing.State", "Job.constructor"])
    expect(valueAt(value, path)).toBeUndefined();
});

test("withValue copies, and makes what is missing on the way", () => {
  const value = { Items: [{ a: 1 }, { a: 2 }], Text: "x" };
  expect(withValue(value, "Items.1.a", 3)).toEqual({ Items: [{ a: 1 }, { a: 3 }], Text: "x" });
  expect(withValue(value, "New.b", 1)).toEqual({ ...value, New: { b: 1 } });
  expect(withValue(value, "Text.b", 1)).toEqual({ ...value, Text: { b: 1 } });
  expect(withValue(value, "", 7)).toBe(7);
  expect(value).toEqual({ Items: [{ a: 1 }, { a: 2 }], Text: "x" });
});

describe("the subject", () => {
  test.each([
    [testJob, { at: "Thing", id: "Id", state: "State" }],
    [testList, { at: "Items.0", id: "Id", state: "State" }],
    [testBatch, { at: "Found.0", id: "Id", state: undefined }],
  ] as const)("of $kind", (operation, subject) => {
    expect(subjectOf(operation)).toEqual(subject);
  });
});
