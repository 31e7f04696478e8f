import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes } from "../../cli/lib/exit-code.ts";
import { operations } from "../../functions/index.ts";
import { type Cloud, startCloud } from "../../local/cloud.ts";
import { type Ended, runCommand, runLoadedCommand } from "../support/cloud/commands.ts";
import { hasTerminal, runOnTerminal } from "../support/cloud/terminal.ts";
import { sampleParameters } from "../support/unit/samples.ts";
import { controlIce } from "../support/wire/ice-control.ts";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ log: () => {} });
});
afterAll(() => cloud.close());

const environment = () => ({ PORT: new URL(cloud.url).port, DEBUG: "*" });
const invoke = (...args: string[]): Promise<Ended> => runCommand(["invoke", ...args], environment());
/** In a process that has loaded the command already. */
const invokeLoaded = (...args: string[]): Promise<Ended> =>
  runLoadedCommand(["invoke", ...args], environment());

/** Puts a job whose state goes through the words, for two seconds each but the last. */
const putJob = (id: string, ...states: string[]) =>
  controlIce(cloud.iceUrl, "PUT", `jobs/GetMediaConvertJob/${id}`, {
    document: { Job: { JobId: id, Percent: 50 } },
    script: states.map((state, index) => ({ state, ...(index < states.length - 1 && { seconds: 2 }) })),
  });

describe.concurrent("npm run invoke", () => {
  it.each(operations)("$name: what the gateway answers, as JSON on standard output", async ({ name }) => {
    const parameters = Object.entries(sampleParameters[name] ?? {}).map(([key, value]) => [
      key,
      String(value),
    ]);
    const gateway = await fetch(
      `${cloud.url}/${name}?${new URLSearchParams(Object.fromEntries(parameters))}`,
    );
    const args = parameters.map((each) => `--${each.join("=")}`);
    const { code, stdout, stderr } = await invokeLoaded(name, ...args);
    expect([code, stderr]).toEqual([exitCodes.answered, ""]);
    expect(JSON.parse(stdout)).toEqual({
      ...((await gateway.json()) as object),
      RequestId: expect.any(String),
    });
  });

  it("waits until the job is done", async () => {
    await putJob("patience", "Inited", "Running", "Complete");
    const { code, stdout } = await invoke("GetMediaConvertJob", "--JobId", "patience", "--wait", "30");
    expect(code).toBe(exitCodes.answered);
    expect(JSON.parse(stdout)).toMatchObject({ Job: { State: "Complete" }, lifecycle: { done: true } });
  });

  it.each(["Failed", "Cancelled"])("tells by its exit code that the job is %s", async (state) => {
    await putJob(state, state);
    const { code, stdout } = await invokeLoaded("GetMediaConvertJob", "--JobId", state);
    expect(code).toBe(exitCodes.failed);
    expect(JSON.parse(stdout)).toMatchObject({ lifecycle: { done: true } });
  });

  it("tells it whatever fields are asked for, and shows only these", async () => {
    await putJob("half-hidden", "Failed");
    const { code, stdout } = await invokeLoaded(
      "GetMediaConvertJob",
      "--JobId=half-hidden",
      "--fields=Job.State",
      "--fields=Job.Percent",
    );
    expect(code).toBe(exitCodes.failed);
    expect(JSON.parse(stdout)).toEqual({ Job: { State: "Failed", Percent: 50 } });
  });

  it("explains the call as it was asked for", async () => {
    const { stdout } = await invokeLoaded(
      "GetMediaConvertJob",
      "--JobId=j",
      "--fields=Job.State",
      "--explain",
    );
    expect(JSON.parse(stdout)).toMatchObject({ controls: { fields: ["Job.State"] } });
  });

  it("tells by its exit code that the wait was too short, and how to go on", async () => {
    await putJob("endless", "Running");
    const { code, stdout } = await invoke("GetMediaConvertJob", "--JobId", "endless", "--wait", "1");
    expect(code).toBe(exitCodes.incomplete);
    expect(JSON.parse(stdout)).toMatchObject({ next: { JobId: "endless" }, stopped: { reason: "limit" } });
  });

  it("knows a job that nobody knows", async () => {
    const { code, stdout, stderr } = await invokeLoaded("GetMediaConvertJob", "--JobId", "nobody's");
    expect([code, stdout]).toEqual([exitCodes.notFound, ""]);
    expect(stderr).toMatch(
      /^✕ NotFound: .*\n {2}Do this: .*\n {2}ICE's code: ResourceNotFound\n.*\n {2}Request ID: 1-[\w-]+\n$/,
    );
  });

  it("names every fault, without a call", async () => {
    const { code, stderr } = await invokeLoaded(
      "ListBatchMediaProducingJobs",
      "--MaxResults=0",
      "--since=soon",
    );
    expect(code).toBe(exitCodes.refused);
    expect(stderr).toMatch(
      /^✕ InvalidParameter: .*\n {2}MaxResults must be .*\n {2}since must be .*\n {2}Do this: .*\n$/,
    );
  });

  it.each([
    [["GetMediaConvertJob"], "  JobId is missing"],
    [
      ["GetMediaConvertJob", "--Jobid=j"],
      "✕ --Jobid is not an option.\n  Do this: use --JobId. Nothing was done.\n",
    ],
    [
      ["GetMediaConvertJob", "JobId=j"],
      "✕ GetMediaConvertJob takes no arguments, only options.\n  Do this: see --help. Nothing was done.\n",
    ],
    [["GetMediaConvertJob", "--JobId"], "✕ --JobId needs a value.\n"],
    [["GetMediaConvertJob", "--JobId=j", "--JobId=k"], "✕ --JobId k: Give this option only once.\n"],
    [["GetMediaConvertJobs"], "Do this: use GetMediaConvertJob. Nothing was done."],
    [["GetMediaConvertJob", "--JobId=j", "--on=deployed"], "FC_ACCOUNT_ID"],
    [
      ["GetMediaConvertJob", "--JobId=j", "--on=cloud"],
      "✕ --on cloud: It must be one of local, ice, deployed.\n",
    ],
  ])("refuses %j", async (args, text) => {
    const { code, stdout, stderr } = await invokeLoaded(...args);
    expect([code, stdout]).toEqual([exitCodes.refused, ""]);
    expect(stderr).toContain(text);
  });

  it("helps", async () => {
    const [nothing, general, one] = await Promise.all([
      invokeLoaded(),
      invokeLoaded("--help"),
      invokeLoaded("GetMediaConvertJob", "--help"),
    ]);
    expect([nothing.code, general.code, one.code]).toEqual([
      exitCodes.refused,
      exitCodes.answered,
      exitCodes.answered,
    ]);
    expect([nothing.stdout, nothing.stderr]).toEqual(["", general.stdout]);
    expect(general.stdout).toContain("Exit codes:");
    expect(one.stdout).toContain("--JobId");
  });

  it("says that nobody listens, and what would", async () => {
    const { code, stderr } = await runLoadedCommand(["invoke", "GetMediaConvertJob", "--JobId=j"], {
      PORT: "1",
    });
    expect(code).toBe(exitCodes.retryable);
    expect(stderr).toMatch(/ECONNREFUSED\n {2}npm start/);
  });
});

describe.skipIf(!hasTerminal)("npm run invoke on a terminal", () => {
  const onTerminal = (
    args: readonly string[],
    columns = 80,
    more = { NO_COLOR: "1" } as Record<string, string>,
  ) => runOnTerminal(["invoke", ...args], { ...environment(), ...more }, columns);
  const list = ["ListBatchMediaProducingJobs", "--pages", "all"];
  const listed = "******7ecbee4c6d9b8474498e******";

  it("shows a job's states as lines, with what the wait took", async () => {
    const script = [{ state: "Inited", looks: 1 }, { state: "Running", seconds: 2 }, { state: "Success" }];
    const document = { Job: { JobId: "scripted", Percent: 40 } };
    await controlIce(cloud.iceUrl, "PUT", "jobs/GetMediaConvertJob/scripted", { document, script });
    const { code, text } = await onTerminal(["GetMediaConvertJob", "--JobId=scripted", "--wait=20"]);
    expect(code).toBe(exitCodes.answered);
    expect(text).toMatch(/\d\d:\d\d:\d\d {2}◐ running {4}Running {6}40 % {2}next poll in \d+ s\n/);
    expect(text).toMatch(/\d\d:\d\d:\d\d {2}● succeeded {2}Success {6}40 % {2}\d+ s, \d+ polls\n$/);
  });

  it("shows a list as a table that is as wide as the terminal lets it be, with every ID whole", async () => {
    const [wide, narrow] = await Promise.all([onTerminal(list), onTerminal(list, 50)]);
    expect(wide.text).toBe(
      `JOB ID                            CREATED               PHASE        STATE
${listed}  2023-06-09 06:36 UTC  ● succeeded  Finished
1 job, 1 page, complete.
`,
    );
    expect(narrow.text).toBe(`JOB ID                            PHASE
${listed}  ● succeeded
1 job, 1 page, complete.
`);
  });

  it("shows which assets were found", async () => {
    const { text } = await onTerminal(["BatchGetYikeAssetMediaInfos", "--MediaIds=none"]);
    expect(text).toBe("ID    RESULT\nnone  ignored\n0 found, 1 ignored, 0 missing, 0 unanswered.\n");
  });

  it("colours phases, and prints JSON when asked", async () => {
    const [coloured, json] = await Promise.all([onTerminal(list, 80, {}), onTerminal([...list, "--json"])]);
    expect(coloured.text).toContain("\u001b[32m● succeeded\u001b[39m");
    expect(JSON.parse(json.text).EditingBatchJobList).toHaveLength(1);
  });

  it("shows nothing of ICE raw that moves the cursor or hides text", async () => {
    const state = "Run\u001b]0;title\u0007\u009b2J\u202ening";
    await putJob("hostile", state);
    const { text } = await onTerminal(["GetMediaConvertJob", "--JobId=hostile"]);
    expect(text).toContain("? unknown");
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  });
});

describe("npm run smoke", () => {
  const smoke = async (args: readonly string[], variables = environment()) => {
    const { code, stdout } = await runLoadedCommand(["smoke", ...args], variables);
    return { code, checks: JSON.parse(stdout) };
  };
  const works = operations.map(({ name }) => ({ operation: name, explains: true, answers: true }));
  const allBut = (name: string, check: object) =>
    works.map((each) => (each.operation === name ? { ...each, ...check } : each));

  it("says that all work", async () => {
    expect(await smoke([])).toEqual({ code: exitCodes.answered, checks: works });
  });

  it("wants the job that it is given", async () => {
    const { code, checks } = await smoke(["--GetMediaConvertJob", "nobody's"]);
    expect(code).toBe(exitCodes.other);
    const error = expect.stringContaining("NotFound: ");
    expect(checks).toEqual(allBut("GetMediaConvertJob", { answers: false, error }));
  });

  it("says what to do about what doesn't work", async () => {
    await controlIce(cloud.iceUrl, "POST", "faults", {
      operation: "GetLiveEditingJob",
      fault: "code",
      code: "NoPermission",
      status: 403,
      times: 1,
    });
    const { code, checks } = await smoke([]);
    expect(code).toBe(exitCodes.other);
    const error = expect.stringMatching(/^UpstreamAccessDenied: .*\nDo this: /);
    expect(checks).toEqual(allBut("GetLiveEditingJob", { answers: false, error }));
  });

  it.skipIf(!hasTerminal)("says each thing once on a terminal: nothing is there to be called", async () => {
    const { code, text } = await runOnTerminal(["smoke"], { PORT: "1" });
    expect(code).toBe(exitCodes.other);
    expect(text.match(/ FAILS +not called$/gm)).toHaveLength(operations.length);
    expect(text.match(/npm start/g)).toHaveLength(1);
    expect(text).toContain(`\n${operations.map(({ name }) => name).join(", ")}\nUnavailable: `);
  });
});
