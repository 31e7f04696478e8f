import { describe, expect, it } from "vitest";
import { describeError } from "../../../../cli/lib/describe-error.ts";
import { FunctionError, InvocationError } from "../../../../client/index.ts";
import { catalogue } from "../../../../shared/errors/catalogue.ts";

describe("the description of an error", () => {
  it("says what is wrong, what to do, and which IDs to search for", () => {
    const error = new FunctionError({
      code: "InvalidParameter",
      requestId: "1-abc",
      errors: [{ parameter: "JobId", problem: "is wrong" }],
      upstream: { code: "InvalidParameter.JobId", requestId: "6B5F" },
    });
    expect(describeError(error, false).split("\n")).toEqual([
      expect.stringMatching(/^InvalidParameter: /),
      "JobId is wrong",
      "Do this: Correct what is named above.",
      "ICE's code: InvalidParameter.JobId",
      "ICE's request ID: 6B5F",
      "Request ID: 1-abc",
    ]);
  });

  it("gives the catalogue's advice where the error names no parameter", () => {
    const error = new FunctionError({ code: "NotFound", requestId: "1-abc" });
    expect(describeError(error, false)).toContain(`\nDo this: ${catalogue.NotFound.advice}\n`);
  });

  it("describes errors of Function Compute, too", () => {
    const error = new InvocationError("AccessDenied", "f", { status: 403, requestId: "1-abc" });
    expect(describeError(error, false)).toMatch(
      /^AccessDenied: .* fc:InvokeFunction .*\nFunction: f\nStatus: 403\nRequest ID: 1-abc$/,
    );
  });

  it("names npm start when nothing listens on this machine", () => {
    const error = new InvocationError("Unavailable", "f", { reason: "ECONNREFUSED" });
    expect(describeError(error, true)).toContain("npm start");
    expect(describeError(error, false)).not.toContain("npm start");
  });
});
