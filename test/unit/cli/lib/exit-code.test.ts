import { describe, expect, it } from "vitest";
import { exitCodeOfError } from "../../../../cli/lib/describe-error.ts";
import { exitCodeOf, exitCodes } from "../../../../cli/lib/exit-code.ts";
import { InvocationError, UsageError } from "../../../../client/index.ts";
import { catalogue, type ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";

describe("exit codes", () => {
  const lifecycle = (phase: string) => ({ lifecycle: { phase } });
  it.each([
    [lifecycle("succeeded"), {}, "answered"],
    [lifecycle("running"), {}, "answered"],
    [lifecycle("failed"), {}, "failed"],
    [lifecycle("cancelled"), { wait: "60" }, "failed"],
    [{ ...lifecycle("running"), stopped: { reason: "limit" } }, { wait: "60" }, "incomplete"],
    [{ stopped: { reason: "limit" } }, { pages: "3" }, "answered"],
    [{ stopped: { reason: "limit" } }, { pages: "all" }, "incomplete"],
    [{ stopped: { reason: "deadline" } }, { pages: "3" }, "incomplete"],
    [{ stopped: { reason: "error", code: "Throttled" }, unanswered: ["a"] }, {}, "incomplete"],
    [{ EditingBatchJobList: [lifecycle("failed")] }, {}, "answered"],
  ] as const)("of the answer %j to %j: %s", (answer, parameters, code) => {
    expect(exitCodeOf(answer, parameters)).toBe(exitCodes[code]);
  });

  const byCode: Partial<Record<ErrorCode, keyof typeof exitCodes>> = {
    MissingParameter: "refused",
    InvalidParameter: "refused",
    UnknownParameter: "refused",
    InvalidEvent: "refused",
    MethodNotAllowed: "refused",
    PayloadTooLarge: "refused",
    UnsupportedMediaType: "refused",
    NotFound: "notFound",
    Throttled: "retryable",
    UpstreamUnavailable: "retryable",
    UpstreamTimeout: "retryable",
    DeadlineExceeded: "retryable",
  };
  it.each(Object.keys(catalogue) as ErrorCode[])("of the error %s", (code) => {
    expect(exitCodeOfError(new ProblemError(code))).toBe(exitCodes[byCode[code] ?? "other"]);
  });

  it.each([
    [new UsageError(), "refused"],
    [new InvocationError("ResourceThrottled", "f"), "retryable"],
    [new InvocationError("FunctionNotFound", "f"), "other"],
    [new TypeError("bug"), "other"],
  ] as const)("of %s: %s", (error, code) => {
    expect(exitCodeOfError(error)).toBe(exitCodes[code]);
  });
});
