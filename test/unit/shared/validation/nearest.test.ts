import { describe, expect, it } from "vitest";
import { nearest } from "../../../../shared/validation/nearest.ts";

const known = ["JobId", "MediaIds", "MaxResults", "NextToken", "StartTime", "view"];

describe("the name that was probably meant", () => {
  it.each([
    ["jobid", "JobId"],
    ["JOBID", "JobId"],
    ["JobIds", "JobId"],
    ["obId", "JobId"],
    ["JobXd", "JobId"],
    ["MediaId", "MediaIds"],
    ["MaxResult", "MaxResults"],
    ["maxresuts", "MaxResults"],
    ["MaxReslutsx", "MaxResults"],
    ["NexToken", "NextToken"],
    ["nextTkn", "NextToken"],
    ["NextTo", "NextToken"],
    ["stattime", "StartTime"],
    ["vew", "view"],
  ])("of %s is %s", (wrong, meant) => {
    expect(nearest(wrong, known)).toBe(meant);
  });

  it.each(["", "Format", "Jo", "JobXX", "NextT", "vw", "Token", "toString", "JobIdJobId", "x".repeat(64)])(
    "of %j is none: more than a third of it would be wrong",
    (wrong) => {
      expect(nearest(wrong, known)).toBeUndefined();
    },
  );

  it("is the nearest of several, wherever it stands", () => {
    const names = ["StartTimes", "StartTime", "StartTimer"];
    expect(nearest("startime", names)).toBe("StartTime");
    expect(nearest("starttimes", [...names].reverse())).toBe("StartTimes");
  });

  it("is none where nothing is known", () => {
    expect(nearest("JobId", [])).toBeUndefined();
  });
});
