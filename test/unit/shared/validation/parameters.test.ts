import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { operation as list } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import type { Document } from "../../../../shared/operation.ts";
import type { Parameter } from "../../../../shared/schema/parameter.ts";
import { validateFor } from "../../../../shared/validation/all-rules.ts";
import { labelled } from "../../../support/unit/rows.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

const now = Date.parse("2025-01-02T03:04:05.678Z");
const parametersOf = (given: Document) => validateFor(list, given, "http", now).parameters;
const violationsOf = (given: Document) => {
  const { code, errors } = problemOf(() => validateFor(list, given, "http", now));
  expect(code).toBe("InvalidParameter");
  return errors;
};

describe("a whole number", () => {
  it.each([
    ["1", 1],
    ["100", 100],
    [1, 1],
    [100, 100],
    [1e1, 10],
    [10.0, 10],
  ])("%j is %j", (MaxResults, number) => {
    expect(parametersOf({ MaxResults })).toEqual({ MaxResults: number });
  });

  const texts = [
    "0",
    "101",
    "-1",
    "",
    " ",
    "1 ",
    "+1",
    "01",
    "00",
    "1.0",
    "1e1",
    "0x10",
    "１",
    "ten",
    "9".repeat(16),
  ];
  const values = [0, 101, -1, 1.5, 1e21, Number.POSITIVE_INFINITY, true, false, [1], { valueOf: 1 }];
  it.each(labelled<unknown>([...texts, ...values]))("%s is none", (_, MaxResults) => {
    expect(violationsOf({ MaxResults })).toEqual([
      { parameter: "MaxResults", problem: "must be a whole number from 1 to 100, in plain digits" },
    ]);
  });
});

describe("a word", () => {
  it.each(labelled(["Init", "Processing", "Finished", "Failed"]))(
    "of a closed list may be %s",
    (_, Status) => {
      expect(parametersOf({ Status })).toEqual({ Status });
    },
  );

  it.each(labelled(["", "finished", " Failed", "Success", "toString", 1, ["Failed"]]))(
    "of a closed list may not be %s",
    (_, Status) => {
      expect(violationsOf({ Status })).toEqual([
        { parameter: "Status", problem: "must be one of Init, Processing, Finished, Failed" },
      ]);
    },
  );

  it.each(labelled(["Script", "Smart_Mix", "a-new-one2", "x".repeat(64)]))(
    "of an open list may be %s",
    (_, JobType) => {
      expect(parametersOf({ JobType })).toEqual({ JobType });
    },
  );

  it.each(labelled(["", "x".repeat(65), "two words", "a.b", "é", 1]))(
    "of an open list may not be %s",
    (_, JobType) => {
      expect(violationsOf({ JobType })).toEqual([
        { parameter: "JobType", problem: "must be 1 to 64 letters, digits, - or _" },
      ]);
    },
  );
});

describe("a time", () => {
  it.each(
    labelled([
      "2025-01-02T03:04:05Z",
      "2024-02-29T23:59:59Z",
      "1970-01-01T00:00:00Z",
      "9999-12-31T23:59:59Z",
    ]),
  )("may be %s", (_, StartTime) => {
    expect(parametersOf({ StartTime })).toEqual({ StartTime });
  });

  it.each(
    labelled([
      "",
      "2025-01-02",
      "2025-01-02T03:04Z",
      "2025-01-02 03:04:05Z",
      "2025-01-02T03:04:05",
      "2025-01-02T03:04:05.000Z",
      "2025-01-02T03:04:05z",
      "2025-01-02T03:04:05+00:00",
      "+012025-01-02T03:04Z",
      "+002025-01-02T03:04:05Z",
      "x2025-01-02T03:04:05Z",
      "2025-01-02T03:04:05Z2025-01-02T03:04:05Z",
      "2025-02-30T00:00:00Z",
      "2025-02-29T00:00:00Z",
      "2025-13-01T00:00:00Z",
      "2025-01-02T24:00:00Z",
      "2016-12-31T23:59:60Z",
      1_735_787_045,
      "now",
    ]),
  )("may not be %s", (_, StartTime) => {
    expect(violationsOf({ StartTime })).toEqual([
      { parameter: "StartTime", problem: "must be a real time in UTC, as yyyy-MM-ddTHH:mm:ssZ" },
    ]);
  });

  it("may not be after the one that ends the range", () => {
    const early = "2025-01-02T03:04:05Z";
    const late = "2025-01-02T03:04:06Z";
    expect(parametersOf({ StartTime: early, EndTime: late })).toBeDefined();
    expect(parametersOf({ StartTime: early, EndTime: early })).toBeDefined();
    expect(parametersOf({ StartTime: late })).toBeDefined();
    expect(violationsOf({ StartTime: late, EndTime: early })).toEqual([
      { parameter: "StartTime", problem: "must not be later than EndTime" },
    ]);
  });

  it.each([
    [{ StartTime: 2, EndTime: "1" }, "StartTime"],
    [{ StartTime: "2", EndTime: 1 }, "EndTime"],
    [{ StartTime: { toString: 1 }, EndTime: "2025-01-02T03:04:05Z" }, "StartTime"],
    [{ StartTime: "yesterday", EndTime: "2025-01-02T03:04:05Z" }, "StartTime"],
    [{ StartTime: "2025-01-02T03:04:05Z", EndTime: "2024-02-30T00:00:00Z" }, "EndTime"],
  ])("is not compared with what is no time: %j", (given, parameter) => {
    expect(violationsOf(given)?.filter(({ problem }) => /later/.test(problem))).toEqual([]);
    expect(violationsOf(given)?.some((violation) => violation.parameter === parameter)).toBe(true);
  });
});

describe("a pattern", () => {
  it("is what documents show", () => {
    const patternOf = ({ schema }: Parameter) => z.toJSONSchema(schema()).pattern;
    expect(patternOf(list.parameters.JobType)).toBe("^[\\w-]{1,64}$");
    expect(patternOf(list.parameters.StartTime)).toBe("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$");
  });
});

describe("a page's token", () => {
  it.each([
    ["mRZkKAovub0xWVfH14he4Q==", "mRZkKAovub0xWVfH14he4Q=="],
    ["a b c", "a+b+c"],
    ["x".repeat(2048), "x".repeat(2048)],
  ])("%j goes out as %j", (given, NextToken) => {
    expect(parametersOf({ NextToken: given })).toEqual({ NextToken });
  });

  it.each(labelled(["", "x".repeat(2049), "a\tb", "a\n", "é", 1, ["a"]]))("may not be %s", (_, NextToken) => {
    expect(violationsOf({ NextToken })).toEqual([
      { parameter: "NextToken", problem: "must be the NextToken of an earlier answer, unchanged" },
    ]);
  });
});
