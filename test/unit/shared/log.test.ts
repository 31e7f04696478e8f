import { describe, expect, it } from "vitest";
import { operation as batch } from "../../../functions/batch-get-yike-asset-media-infos/operation.ts";
import { operation as job } from "../../../functions/get-media-convert-job/operation.ts";
import { operation as list } from "../../../functions/list-batch-media-producing-jobs/operation.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { catalogue, type ErrorCode } from "../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../shared/errors/problem.ts";
import { type Invocation, logEntry, logLine, type Outcome } from "../../../shared/log.ts";

const request = { parameters: { JobId: "job-1" }, controls: { wait: 5 } };
const answered: Outcome = { kind: "answered", phase: undefined, bytes: 1234, advice: undefined };

const log = (changes: Partial<Invocation> = {}) =>
  logEntry({
    operation: job,
    caller: "direct",
    requestId: "1-2",
    callerRequestId: undefined,
    request: undefined,
    usage: undefined,
    drift: [],
    outcome: answered,
    startedAt: Date.parse("2025-01-02T03:04:05.678Z"),
    totalMs: 250,
    ...changes,
  });

describe("what is logged of an invocation", () => {
  it("is who asked what, how it ended and how long it took", () => {
    const usage = { calls: 1, attempts: 2, milliseconds: 200, requestId: "R-1" };
    const outcome = { ...answered, phase: "running" } as const;
    expect(log({ caller: "http", callerRequestId: "theirs", request, usage, outcome })).toEqual({
      time: "2025-01-02T03:04:05.678Z",
      level: "info",
      requestId: "1-2",
      callerRequestId: "theirs",
      upstreamRequestId: "R-1",
      operation: "GetMediaConvertJob",
      version: packageJson.version,
      caller: "http",
      outcome: "answered",
      phase: "running",
      ids: { count: 1, first: ["job-1"] },
      parameters: ["wait"],
      calls: 1,
      attempts: 2,
      upstreamMs: 200,
      totalMs: 250,
      bytes: 1234,
    });
  });

  it("is little where little became known", () => {
    expect(log({ outcome: new ProblemError("InvalidEvent") })).toMatchObject({
      outcome: "failed",
      code: "InvalidEvent",
      calls: 0,
      attempts: 0,
      upstreamMs: 0,
      bytes: undefined,
      ids: undefined,
      parameters: undefined,
      upstreamRequestId: undefined,
    });
  });

  it("tells ICE's code and the cause of a failure", () => {
    const outcome = new ProblemError("Throttled", {
      upstream: { code: "Throttling.User" },
      cause: "status 429",
    });
    expect(log({ outcome, request })).toMatchObject({
      level: "warn",
      outcome: "failed",
      code: "Throttled",
      upstreamCode: "Throttling.User",
      cause: "status 429",
    });
  });

  it("tells what was wrong with settings and parameters, ten at most", () => {
    const problem = "must be a whole number from 10 to 600000";
    const violation = { parameter: "ICE_TIMEOUT_MS", problem };
    const outcome = new ProblemError("ConfigurationError", { errors: Array(11).fill(violation) });
    expect(log({ outcome }).errors).toEqual(Array(10).fill(violation));
  });

  it.each([
    ["MediaIds[12]", "MediaIds[12]"],
    ["a1_", "a1_"],
    [`A${"b".repeat(39)}`, `A${"b".repeat(39)}`],
    [`A${"b".repeat(40)}`, "?"],
    ["_a", "?"],
    ["MediaIds[12]a", "?"],
    ['["a=b&Signature=c"]', "?"],
  ])("tells of a parameter called %s as of %s", (parameter, told) => {
    const outcome = new ProblemError("UnknownParameter", {
      errors: [{ parameter, problem: "is not known" }],
    });
    expect(log({ outcome }).errors).toEqual([{ parameter: told, problem: "is not known" }]);
  });

  it.each(["answered", "incomplete", "explained"] as const)("says %s", (kind) => {
    expect(log({ outcome: { ...answered, kind } }).outcome).toBe(kind);
  });
});

describe("the parameters in the log", () => {
  it("are the IDs, as a count and the first ten", () => {
    const MediaIds = Array.from({ length: 11 }, (_, index) => `icepublic-${index}`);
    const { ids, parameters } = log({
      operation: batch,
      request: { parameters: { MediaIds }, controls: {} },
    });
    expect(ids).toEqual({ count: 11, first: MediaIds.slice(0, 10) });
    expect(parameters).toEqual([]);
  });

  it.each(["****20b48fb04483915d4f2cd8ac****", "a_b.c:d-1"])("show an ID such as %s", (JobId) => {
    expect(log({ request: { parameters: { JobId }, controls: {} } }).ids?.first).toEqual([JobId]);
  });

  it.each(["a/b?Signature=c", "<script>", "a=b", "token+token", "a b", "a\n"])("mask %j", (JobId) => {
    expect(log({ request: { parameters: { JobId }, controls: {} } }).ids?.first).toEqual(["?"]);
  });

  it("are the names alone of all others", () => {
    const parameters = { Status: "Failed", NextToken: "secret" };
    const { ids, ...logged } = log({ operation: list, request: { parameters, controls: { pages: 3 } } });
    expect(ids).toBeUndefined();
    expect(logged.parameters).toEqual(["Status", "NextToken", "pages"]);
    expect(JSON.stringify(logged)).not.toContain("secret");
  });
});

describe("the level in the log", () => {
  it.each(Object.keys(catalogue) as ErrorCode[])(
    "of %s is an error from status 500 on, else a warning",
    (code) => {
      const level = catalogue[code].status >= 500 ? "error" : "warn";
      expect(log({ outcome: new ProblemError(code) }).level).toBe(level);
    },
  );

  it("is a warning where the answer drifts or is too large, and says so", () => {
    const drift = [{ path: "Job.State", kind: "unknown word" }];
    expect(log({ drift })).toMatchObject({ level: "warn", drift });
    expect(log({ outcome: { ...answered, advice: "use fields" } })).toMatchObject({
      level: "warn",
      advice: "use fields",
    });
  });

  it("is plain information where nothing drifts", () => {
    const { level, drift } = log({ drift: [] });
    expect([level, drift]).toEqual(["info", undefined]);
  });
});

describe("the line", () => {
  const entryAt = (level: "info" | "warn" | "error") => ({ ...log({}), level });
  it("is JSON and ends once, at its end", () => {
    const line = logLine(entryAt("info"), "info", JSON.stringify) as string;
    expect(JSON.parse(line)).toMatchObject({ operation: "GetMediaConvertJob", outcome: "answered" });
    expect(line.indexOf("\n")).toBe(line.length - 1);
  });

  it("is redacted", () => {
    const line = logLine(entryAt("info"), "info", () => '{"operation":"***"}');
    expect(line).toBe('{"operation":"***"}\n');
  });

  it.each([
    ["info", ["info", "warn", "error"]],
    ["warn", ["warn", "error"]],
    ["error", ["error"]],
  ] as const)("is written where %s is wanted for %j", (wanted, written) => {
    const levels = (["info", "warn", "error"] as const).filter((level) =>
      logLine(entryAt(level), wanted, JSON.stringify),
    );
    expect(levels).toEqual(written);
  });
});
