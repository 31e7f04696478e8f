import { describe, expect, it } from "vitest";
import { named, readOptions } from "../../../../cli/lib/arguments.ts";
import { describeError } from "../../../../cli/lib/describe-error.ts";
import { exitCodeMeanings, exitCodeOf, exitCodeOfError, exitCodes } from "../../../../cli/lib/exit-code.ts";
import { helpOf, overview } from "../../../../cli/lib/help.ts";
import { withLifecycle, withoutLifecycle } from "../../../../cli/lib/lifecycle.ts";
import { optionsOf } from "../../../../cli/lib/options.ts";
import { startProgress } from "../../../../cli/lib/progress.ts";
import { cloudTarget, localTarget } from "../../../../cli/lib/target.ts";
import { FunctionError, InvocationError, UsageError } from "../../../../client/index.ts";
import { operations } from "../../../../functions/index.ts";
import { catalogue, type ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import type { Operation } from "../../../../shared/operation.ts";
import { controlNames, refusal } from "../../../../shared/validation/controls.ts";

const [, list, , batch, convert] = operations as readonly Operation[] as readonly [
  Operation,
  Operation,
  Operation,
  Operation,
  Operation,
];

describe("exit codes", () => {
  const lifecycle = (phase: string) => ({ lifecycle: { phase } });
  it.each([
    [lifecycle("succeeded"), {}, "answered"],
    [lifecycle("running"), {}, "answered"],
    [lifecycle("failed"), {}, "jobFailed"],
    [lifecycle("cancelled"), { wait: "60" }, "jobFailed"],
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
    MissingParameter: "usage",
    InvalidParameter: "usage",
    UnknownParameter: "usage",
    InvalidEvent: "usage",
    MethodNotAllowed: "usage",
    PayloadTooLarge: "usage",
    UnsupportedMediaType: "usage",
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
    [new UsageError(), "usage"],
    [new InvocationError("ResourceThrottled", "f"), "retryable"],
    [new InvocationError("FunctionNotFound", "f"), "other"],
    [new TypeError("bug"), "other"],
  ] as const)("of %s: %s", (error, code) => {
    expect(exitCodeOfError(error)).toBe(exitCodes[code]);
  });
});

describe("the help", () => {
  it("lists every operation and exit code", () => {
    for (const { name } of operations) expect(overview()).toContain(name);
    for (const meaning of Object.values(exitCodeMeanings)) expect(overview()).toContain(meaning);
  });

  it.each(operations as readonly Operation[])("explains every option of $name", (operation) => {
    const help = helpOf(operation);
    const suitable = controlNames.filter((name) => !refusal(name, operation, "direct"));
    for (const name of [...Object.keys(operation.parameters.shape), ...suitable])
      expect(help).toMatch(new RegExp(`^ {2}--${name} .*\\w{2,}.*\\.$`, "m"));
    for (const { description } of optionsOf(operation)) expect(description).not.toBe("");
  });

  it("says what an option takes", () => {
    const taken = (operation: Operation, option: string) =>
      optionsOf(operation).find(({ name }) => name === option);
    expect(taken(convert, "JobId")).toMatchObject({ value: "<text>", needed: true });
    expect(taken(convert, "explain")).toMatchObject({ value: "", needed: false });
    expect(taken(list, "pages")?.value).toBe("all|<1-1000>");
    expect(taken(list, "SortBy")?.value).toBe("desc|asc");
    expect(taken(batch, "MediaIds")).toMatchObject({ value: "<a,b,...>", needed: true, list: true });
    expect(taken(list, "fields")?.list).toBe(true);
  });
});

describe("arguments", () => {
  const options = [
    { name: "JobId", value: "<text>" },
    { name: "fields", value: "<a,b,...>", list: true },
    { name: "explain", value: "" },
  ];
  it("are texts and switches", () => {
    expect(readOptions(["--JobId", "j", "--explain"], options)).toEqual({ JobId: "j", explain: true });
  });

  it("join where a list is given in parts", () => {
    const args = ["--fields", "a,b", "--fields=c", "--help"];
    expect(readOptions(args, options)).toEqual({ fields: "a,b,c", help: true });
  });

  it.each([
    [["--JobId", "j", "--JobId", "j"], "--JobId is given 2 times: it takes one value."],
    [["--Jobid", "j"], "--Jobid is not known; did you mean --JobId?"],
    [["--nothing"], "--nothing is not known; known are --JobId, --fields, --explain, --help."],
    [["--JobId"], "Option '--JobId <value>' argument missing"],
    [["j"], "Unexpected argument 'j'. This command does not take positional arguments"],
  ])("%j: %s", (args, message) => {
    expect(() => readOptions(args, options)).toThrow(new UsageError(message));
  });

  it("find an operation, or the nearest", () => {
    expect(named(operations, "GetMediaConvertJob")).toBe(convert);
    expect(() => named(operations, "getmediaconvertjobs")).toThrow("did you mean GetMediaConvertJob?");
  });
});

describe("the environment", () => {
  const environment = {
    FC_ACCOUNT_ID: "1234567890123456",
    ALIBABA_CLOUD_REGION: "cn-shanghai",
    ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAIx ",
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret\n",
  };
  const target = {
    accountId: "1234567890123456",
    region: "cn-shanghai",
    credentials: { accessKeyId: "LTAIx", accessKeySecret: "secret" },
  };

  it("tells where the deployed functions are", () => {
    expect(cloudTarget(environment)).toEqual(target);
    const { FC_ACCOUNT_ID, ALIBABA_CLOUD_REGION, ...rest } = environment;
    const others = { ALIBABA_CLOUD_ACCOUNT_ID: FC_ACCOUNT_ID, REGION: ALIBABA_CLOUD_REGION };
    expect(cloudTarget({ ...rest, ...others })).toEqual(target);
  });

  it("may have a token and a stage", () => {
    const more = { ...environment, ALIBABA_CLOUD_SECURITY_TOKEN: "token", STAGE: "staging" };
    expect(cloudTarget(more)).toEqual({
      ...target,
      credentials: { ...target.credentials, securityToken: "token" },
      stage: "staging",
    });
  });

  it("is told what it lacks, and not what it has", () => {
    const { ALIBABA_CLOUD_REGION, ALIBABA_CLOUD_ACCESS_KEY_ID, ...rest } = environment;
    expect(() => cloudTarget({ ...rest, ALIBABA_CLOUD_ACCESS_KEY_ID: "" })).toThrow(
      new UsageError("The environment lacks ALIBABA_CLOUD_REGION or REGION; ALIBABA_CLOUD_ACCESS_KEY_ID."),
    );
  });

  it("tells the port of the functions on this machine", () => {
    expect(localTarget({}).endpoint).toBe("http://127.0.0.1:9000");
    expect(localTarget({ PORT: "9100" }).endpoint).toBe("http://127.0.0.1:9100");
  });

  it.each(["abc", "0", "65536", "80.5"])("names PORT where it is none: %s", (PORT) => {
    expect(() => localTarget({ PORT })).toThrow(
      new UsageError(`PORT is "${PORT}": it has to be a port from 1 to 65535.`),
    );
  });
});

describe("an error, described", () => {
  it("says what happened, what to do and by which IDs to ask", () => {
    const error = new FunctionError({
      code: "InvalidParameter",
      requestId: "1-abc",
      errors: [{ parameter: "JobId", problem: "is wrong" }],
      upstream: { code: "InvalidParameter.JobId", requestId: "6B5F" },
    });
    expect(describeError(error, false).split("\n")).toEqual([
      "InvalidParameter: A parameter is not valid. Correct what errors names; without errors, it is ICE that refuses a parameter.",
      "  JobId is wrong",
      "ICE's code: InvalidParameter.JobId",
      "ICE's request ID: 6B5F",
      "Request ID: 1-abc",
    ]);
  });

  it("of Function Compute, too", () => {
    const error = new InvocationError("AccessDenied", "f", { status: 403, requestId: "1-abc" });
    expect(describeError(error, false)).toMatch(
      /^AccessDenied: .* fc:InvokeFunction .*\nFunction: f\nStatus: 403\nRequest ID: 1-abc$/,
    );
  });

  it("reminds of npm start where nobody listens on this machine", () => {
    const error = new InvocationError("Unavailable", "f", { reason: "ECONNREFUSED" });
    expect(describeError(error, true)).toContain("npm start");
    expect(describeError(error, false)).not.toContain("npm start");
  });
});

describe("the lifecycle", () => {
  const lifecycle = { phase: "failed", state: "Failed" };
  const next = { JobId: "j", fields: ["Job.State", "lifecycle"] };
  const answered = { Job: { State: "Failed" }, lifecycle };

  it("is always asked for", () => {
    expect(withLifecycle({ JobId: "j", fields: "Job.State" }, ["Job.State"])).toEqual(next);
    expect(withLifecycle({ JobId: "j" }, undefined)).toEqual({ JobId: "j" });
  });

  it.each([
    [undefined, answered],
    [["Job"], { Job: { State: "Failed" } }],
    [["lifecycle.phase", "Job"], { Job: { State: "Failed" }, lifecycle: { phase: "failed" } }],
    [["Job", "lifecycle"], answered],
  ])("is shown as far as %j name it", (fields, shown) => {
    expect(JSON.parse(JSON.stringify(withoutLifecycle(answered, fields)))).toEqual(shown);
  });

  it("is no field of the next call, either, where it was none of this", () => {
    const stopped = { reason: "limit" };
    expect(withoutLifecycle({ ...answered, stopped, next }, ["Job.State"])).toMatchObject({
      stopped,
      next: { JobId: "j", fields: ["Job.State"] },
    });
  });
});

describe("progress", () => {
  const terminalOf = (isTTY: boolean) => {
    const written: string[] = [];
    const terminal = { isTTY, write: (text: string) => written.push(text) };
    return { written, terminal: terminal as unknown as NodeJS.WriteStream };
  };
  const running = { phase: "running", state: "Running", done: false, partial: false } as const;

  it("is one line, which goes in the end", () => {
    const { written, terminal } = terminalOf(true);
    const progress = startProgress(terminal);
    progress.show({ ...running, progress: 42 });
    progress.show(undefined);
    progress.show(running);
    progress.end();
    const lines = written.map((text) => text.replace("\r\x1b[K", "|").replace(/\d+ s$/, "… s"));
    expect(lines).toEqual(["|asking, … s", "|running, 42 %, … s", "|running, … s", "|"]);
  });

  it("is nothing where there is no terminal", () => {
    const { written, terminal } = terminalOf(false);
    const progress = startProgress(terminal);
    progress.show(running);
    progress.end();
    expect(written).toEqual([]);
  });
});
