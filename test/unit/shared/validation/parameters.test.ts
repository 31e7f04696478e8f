import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { operation as list } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import type { Document } from "../../../../shared/operation.ts";
import type { Parameter } from "../../../../shared/schema/parameter.ts";
import { validateFor } from "../../../../shared/validation/all-rules.ts";
import {
  duration,
  id,
  ids,
  integer,
  openWord,
  time,
  token,
  word,
} from "../../../../shared/validation/parameter.ts";
import { labelled } from "../../../support/unit/rows.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

const now = Date.parse("2025-01-02T03:04:05.678Z");
const parametersOf = (given: Document) => validateFor(list, given, "http", now).parameters;
const violationsOf = (given: Document) => {
  const { code, errors } = problemOf(() => validateFor(list, given, "http", now));
  expect(code).toBe("InvalidParameter");
  return errors;
};

const idText = "must be 1 to 128 printable ASCII characters without comma or blank";
const listText = "must be a list of IDs, or one text with commas between them";
const mostText = "must name at most 2 distinct IDs";
const numberText = "must be a whole number from 1 to 9, in plain digits";
const wordText = "must be one of On, Off";
const openText = "must be 1 to 64 letters, digits, - or _";
const timeText = "must be a real time in UTC, as yyyy-MM-ddTHH:mm:ssZ";
const durationText = "must be a duration of at most 2 days, such as 15m, 1h30m or PT15M";
const tokenText = "must be the NextToken of an earlier answer, unchanged";

// Made anew in each test: a definition builds its schema once.
describe("a kind of parameter", () => {
  it.each<[string, () => Parameter, given: unknown, typed: unknown]>([
    ["an ID", () => id(""), "a*b", "a*b"],
    ["IDs", () => ids("", 2), "a, b,a", ["a", "b"]],
    ["a whole number", () => integer("", 1, 9), "9", 9],
    ["a word", () => word("", ["On", "Off"]), "Off", "Off"],
    ["an open word", () => openWord(""), "a-new_one", "a-new_one"],
    ["a time", () => time(""), "2025-01-02T03:04:05Z", "2025-01-02T03:04:05Z"],
    ["a duration", () => duration("", 172_800), "2d", "2d"],
    ["a page's token", () => token(""), "a b=", "a+b="],
  ])("takes %s", (_, make, given, typed) => {
    expect(z.safeParse(make().schema(), given)).toEqual({ success: true, data: typed });
  });

  it.each<[string, () => Parameter, given: unknown, problem: string]>([
    ["an ID", () => id(""), 7, idText],
    ["an ID", () => id(""), "é1", idText],
    ["an ID", () => id(""), "1é", idText],
    ["IDs", () => ids("", 2), 7, listText],
    ["IDs", () => ids("", 2), [], "must name at least one ID"],
    ["IDs", () => ids("", 2), ["a", "b", "c"], mostText],
    ["IDs", () => ids("", 2), "a,,a", idText],
    ["a whole number", () => integer("", 1, 9), "nine", numberText],
    ["a whole number", () => integer("", 1, 9), -1.5, numberText],
    ["a whole number", () => integer("", 1, 9), 10, numberText],
    ["a word", () => word("", ["On", "Off"]), "on", wordText],
    ["an open word", () => openWord(""), "é1", openText],
    ["an open word", () => openWord(""), "1é", openText],
    ["an open word", () => openWord(""), 7, openText],
    ["a time", () => time(""), "now", timeText],
    ["a time", () => time(""), "2025-02-30T00:00:00Z", timeText],
    ["a duration", () => duration("", 172_800), "49h", durationText],
    ["a duration", () => duration("", 172_800), 7, durationText],
    ["a page's token", () => token(""), "", tokenText],
    ["a page's token", () => token(""), "é1", tokenText],
    ["a page's token", () => token(""), 7, tokenText],
  ])("tells once what is wrong with %s: %#", (_, make, given, problem) => {
    const { error } = z.safeParse(make().schema(), given);
    expect(error?.issues.map(({ message }) => message)).toEqual([problem]);
  });
});

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
      expect(violationsOf({ JobType })).toEqual([{ parameter: "JobType", problem: openText }]);
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
    expect(violationsOf({ StartTime })).toEqual([{ parameter: "StartTime", problem: timeText }]);
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
    expect(violationsOf({ NextToken })).toEqual([{ parameter: "NextToken", problem: tokenText }]);
  });
});
