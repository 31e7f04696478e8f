import { describe, expect, it } from "vitest";
import { catalogue, type ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { namedError, ProblemError, shownName } from "../../../../shared/errors/problem.ts";

const codes = Object.keys(catalogue) as ErrorCode[];

describe("the catalogue", () => {
  it("is this contract of statuses and retries", () => {
    const contract = codes.map((code) => [code, catalogue[code].status, catalogue[code].retryable]);
    expect(contract).toEqual([
      ["MissingParameter", 400, false],
      ["InvalidParameter", 400, false],
      ["UnknownParameter", 400, false],
      ["InvalidEvent", 400, false],
      ["NotFound", 404, false],
      ["MethodNotAllowed", 405, false],
      ["PayloadTooLarge", 413, false],
      ["UnsupportedMediaType", 415, false],
      ["Throttled", 429, true],
      ["UpstreamAccessDenied", 502, false],
      ["UpstreamAuthenticationFailed", 502, false],
      ["UpstreamServiceNotOpen", 502, false],
      ["UpstreamUntrusted", 502, false],
      ["UpstreamUnusable", 502, false],
      ["UpstreamUnavailable", 503, true],
      ["UpstreamTimeout", 504, true],
      ["DeadlineExceeded", 504, true],
      ["ConfigurationError", 500, false],
      ["InternalError", 500, false],
    ]);
  });

  it.each(codes)("%s has a title and says what to do", (code) => {
    expect(catalogue[code].title).toMatch(/^[A-Z].*[^.]$/);
    expect(catalogue[code].advice).toMatch(/^[A-Z].*\.$/);
  });
});

describe("a problem", () => {
  it.each(codes)("%s is a document of what the catalogue knows", (code) => {
    const { status, retryable, title, advice } = catalogue[code];
    const problem = new ProblemError(code);
    expect(problem.retryable).toBe(retryable);
    expect(problem.details("1-2")).toEqual({
      type: `urn:problem-type:ims-functions:${code}`,
      title,
      status,
      detail: advice,
      code,
      retryable,
      requestId: "1-2",
    });
  });

  it("names the violations and what ICE said, but no cause", () => {
    const errors = [{ parameter: "JobId", problem: "is missing" }];
    const upstream = { code: "Throttling.User", requestId: "R" };
    const problem = new ProblemError("Throttled", { errors, upstream, retryAfterMs: 5, cause: "ECONNRESET" });
    const details = problem.details("1-2");
    expect(details).toMatchObject({ errors, upstream });
    expect(JSON.stringify(details)).not.toContain("ECONNRESET");
    expect(problem).toMatchObject({ retryAfterMs: 5, cause: "ECONNRESET" });
  });

  it.each([
    ["both", { code: "Throttling", requestId: "R" }],
    ["the code alone", { code: "Throttling" }],
    ["the request ID alone", { requestId: "R" }],
    ["neither", undefined],
  ])("says what ICE said: %s", (_, upstream) => {
    const problem = new ProblemError("Throttled", { upstream: { ...upstream } });
    expect(problem.details("1-2").upstream).toEqual(upstream);
  });

  it("is an Error whose message is its code alone", () => {
    const problem = new ProblemError("NotFound", { cause: "word" });
    expect(problem).toBeInstanceOf(Error);
    expect(String(problem)).toBe("ProblemError: NotFound");
  });

  it("names fifty violations at most", () => {
    const errors = Array.from({ length: 51 }, (_, index) => ({ parameter: `p${index}`, problem: "is odd" }));
    expect(new ProblemError("InvalidParameter", { errors }).details("1-2").errors).toEqual(
      errors.slice(0, 50),
    );
  });
});

describe("the error for direct callers and timers", () => {
  it("has the code for its name, the problem for its message, and no stack", () => {
    const details = new ProblemError("NotFound").details("1-2");
    const error = namedError(details);
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.stack]).toEqual(["NotFound", ""]);
    expect(JSON.parse(error.message)).toEqual(details);
  });
});

describe("the shown name of an unknown parameter", () => {
  it.each([
    ["JobID", "JobID"],
    ["a.b", '["a.b"]'],
    ["", '[""]'],
    ['"\n', '["\\"\\n"]'],
    ["\ud800", '["\\ud800"]'],
    ["__proto__", "__proto__"],
    ["x".repeat(65), "x".repeat(64)],
  ])("%j is %j", (name, path) => {
    expect(shownName(name)).toBe(path);
  });
});
