import { describe, expect, it } from "vitest";
import { operation as batch } from "../../../../functions/batch-get-yike-asset-media-infos/operation.ts";
import { operation as job } from "../../../../functions/get-media-convert-job/operation.ts";
import type { Document, Operation } from "../../../../shared/operation.ts";
import { validateFor } from "../../../../shared/validation/all-rules.ts";
import { labelled } from "../../../support/unit/rows.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

const now = Date.parse("2025-01-02T03:04:05.678Z");
const parametersOf = (operation: Operation, given: Document) =>
  validateFor(operation, given, "http", now).parameters;
const violationsOf = (operation: Operation, given: Document) => {
  const { code, errors } = problemOf(() => validateFor(operation, given, "http", now));
  expect(code).toBe("InvalidParameter");
  return errors;
};

const idText = "must be 1 to 128 printable ASCII characters without comma or blank";
const badIds = [
  "",
  "x".repeat(129),
  "a,b",
  "a b",
  " a",
  "a\n",
  "é",
  "\ud800",
  "\u0000",
  "\u007f",
  1,
  true,
  {},
  ["a"],
];

describe("an ID", () => {
  it.each(
    labelled([
      "a",
      "****20b48fb04483915d4f2cd8ac****",
      "x".repeat(128),
      "!+-~",
      "a/b=c&d",
      '"<>\\',
      "__proto__",
    ]),
  )("may be %s", (_, JobId) => {
    expect(parametersOf(job, { JobId })).toEqual({ JobId });
  });

  it.each(labelled(badIds))("may not be %s", (_, JobId) => {
    expect(violationsOf(job, { JobId })).toEqual([{ parameter: "JobId", problem: idText }]);
  });
});

describe("many IDs", () => {
  it.each([
    ["one text with commas", "a,b,c"],
    ["blanks around the commas", " a , b,c "],
    ["a list", ["a", "b", "c"]],
    ["the same one again", "a,b,a,c,b"],
    ["the same one again in a list", ["a", "a", "b", "c"]],
  ])("may come as %s", (_, MediaIds) => {
    expect(parametersOf(batch, { MediaIds })).toEqual({ MediaIds: ["a", "b", "c"] });
  });

  it("may be a thousand distinct ones, repeated as often as one likes", () => {
    const thousand = Array.from({ length: 1000 }, (_, index) => `id-${index}`);
    expect(parametersOf(batch, { MediaIds: [...thousand, ...thousand] })).toEqual({ MediaIds: thousand });
    expect(violationsOf(batch, { MediaIds: [...thousand, "more"].join() })).toEqual([
      { parameter: "MediaIds", problem: "must name at most 1000 distinct IDs" },
    ]);
  });

  it("may not be an empty list", () => {
    expect(violationsOf(batch, { MediaIds: [] })).toEqual([
      { parameter: "MediaIds", problem: "must name at least one ID" },
    ]);
  });

  it.each(labelled([1, true, {}, { 0: "a", length: 1 }]))("may not be %s", (_, MediaIds) => {
    expect(violationsOf(batch, { MediaIds })).toEqual([
      { parameter: "MediaIds", problem: "must be a list of IDs, or one text with commas between them" },
    ]);
  });

  it.each(labelled(badIds))("may not have %s among them, and the fault says where", (_, bad) => {
    expect(violationsOf(batch, { MediaIds: ["a", bad] })).toEqual([
      { parameter: "MediaIds[1]", problem: idText },
    ]);
  });

  it.each([
    ["", "MediaIds[0]"],
    ["a,", "MediaIds[1]"],
    ["a,,b", "MediaIds[1]"],
  ])("may not be missing between commas: %j", (MediaIds, parameter) => {
    expect(violationsOf(batch, { MediaIds })).toEqual([{ parameter, problem: idText }]);
  });

  it("are counted before anything else is said of them", () => {
    const numbers = Array.from({ length: 50_000 }, (_, index) => index);
    expect(violationsOf(batch, { MediaIds: numbers })).toHaveLength(1);
  });
});
