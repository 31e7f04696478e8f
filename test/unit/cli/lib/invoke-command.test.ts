import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { makeCommand } from "../../../../cli/invoke.ts";
import { newCommand } from "../../../../cli/lib/command.ts";
import { describeError, exitCodeOfError } from "../../../../cli/lib/describe-error.ts";
import { exitCodeMeanings, exitCodeOf, exitCodes } from "../../../../cli/lib/exit-code.ts";
import { withLifecycle, withoutLifecycle } from "../../../../cli/lib/lifecycle.ts";
import { optionsOf } from "../../../../cli/lib/options.ts";
import { startProgress } from "../../../../cli/lib/progress.ts";
import { cloudTarget, localTarget } from "../../../../cli/lib/target.ts";
import { FunctionError, InvocationError, UsageError } from "../../../../client/index.ts";
import { operations } from "../../../../functions/index.ts";
import { catalogue, type ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import type { Operation } from "../../../../shared/operation.ts";
import { accepted } from "../../../../shared/validation/all-rules.ts";

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

/** What `invoke` prints as help for these arguments. */
function helpOf(...args: string[]): string {
  let text = "";
  const command = makeCommand("invoke", args).configureOutput({ writeOut: (part) => (text += part) });
  const asked = command.commands.find((each) => each.name() === args[0]) ?? command;
  asked.configureOutput({ ...command.configureOutput(), getOutHelpWidth: () => 1_000 }).outputHelp();
  return text;
}

describe("the help", () => {
  it("lists every operation and exit code", () => {
    const help = helpOf();
    for (const { name } of operations) expect(help).toMatch(new RegExp(`^ {2}${name} +\\w`, "m"));
    for (const meaning of Object.values(exitCodeMeanings)) expect(help).toContain(meaning);
  });

  it.each(operations as readonly Operation[])("explains every option of $name", (operation) => {
    const help = helpOf(operation.name);
    for (const name of Object.keys(accepted(operation, "direct")))
      expect(help).toMatch(new RegExp(`^ {2}--${name} .*\\w{2,}.*\\.$`, "m"));
  });

  it("says what an option takes", () => {
    const option = (operation: Operation, name: string) =>
      optionsOf(operation).find((each) => each.name() === name);
    expect(option(convert, "JobId")?.flags).toBe("--JobId <text>");
    expect(option(convert, "JobId")?.description).toMatch(/ Required\.$/);
    expect(option(convert, "explain")?.flags).toBe("--explain");
    expect(option(convert, "explain")?.description).not.toMatch(/ Required\.$/);
    expect(option(list, "pages")?.flags).toBe("--pages <all|1-1000>");
    expect(option(list, "SortBy")?.flags).toBe("--SortBy <desc|asc>");
    expect(option(batch, "MediaIds")?.flags).toBe("--MediaIds <a,b,...>");
    expect(option(batch, "MediaIds")?.description).toMatch(/ Required\.$/);
  });

describe("options", () => {
  /** Reads arguments by an operation's options, with a switch that the operation doesn't know. */
  const read = (operation: Operation, ...args: string[]) => {
    const command = newCommand("invoke").configureOutput({ writeErr: () => {} });
    for (const option of optionsOf(operation)) command.addOption(option);
    return command
      .action(() => {})
      .parse(args, { from: "user" })
      .opts();
  };

  it("are texts and switches", () => {
    expect(read(convert, "--JobId", "j", "--explain")).toEqual({ JobId: "j", explain: true });
  });

  it("joins the parts of a list", () => {
    expect(read(convert, "--fields", "a,b", "--fields=c")).toEqual({ fields: "a,b,c" });
    expect(read(batch, "--MediaIds=a", "--MediaIds=b,c")).toEqual({ MediaIds: "a,b,c" });
  });

  it.each([
    [["--JobId", "j", "--JobId", "j"], "argument 'j' is invalid. Give this option only once."],
    [["--Jobid", "j"], "unknown option '--Jobid'\n(Did you mean --JobId?)"],
    [["--nothing"], "unknown option '--nothing'"],
    [["--JobId"], "option '--JobId <text>' argument missing"],
    [["j"], "too many arguments. Expected 0 arguments but got 1."],
  ])("refuses %j: %s", (args, message) => {
    expect(() => read(convert, ...args)).toThrow(message);
  });

  it("are those of the operation that is called", () => {
    const { commands } = makeCommand("invoke", ["GetMediaConvertJob"]);
    const flagsOf = (name: string) =>
      commands.find((each) => each.name() === name)?.options.map(({ long }) => long);
    expect(flagsOf("GetMediaConvertJob")).toEqual(expect.arrayContaining(["--JobId", "--wait", "--cloud"]));
    expect(flagsOf("GetLiveEditingJob")).toEqual([]);
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
      new UsageError(
        "Set these environment variables: ALIBABA_CLOUD_REGION or REGION; ALIBABA_CLOUD_ACCESS_KEY_ID.",
      ),
    );
  });

  it("tells the port of the functions on this machine", () => {
    expect(localTarget({}).endpoint).toBe("http://127.0.0.1:9000");
    expect(localTarget({ PORT: "9100" }).endpoint).toBe("http://127.0.0.1:9100");
  });

  it.each(["abc", "0", "65536", "80.5"])("names PORT where it is none: %s", (PORT) => {
    expect(() => localTarget({ PORT })).toThrow(
      new UsageError(`PORT is "${PORT}". It must be a port from 1 to 65535.`),
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
      "InvalidParameter: A parameter is invalid. Fix the parameters listed in `errors`. If `errors` is absent, ICE rejected the request: see `upstream`.",
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
