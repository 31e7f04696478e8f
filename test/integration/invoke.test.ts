import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes } from "../../cli/lib/exit-code.ts";
import { operations } from "../../functions/index.ts";
import { type Cloud, startCloud } from "../../local/cloud.ts";
import { type Ended, runCommand } from "../support/cloud/commands.ts";
import { sampleParameters } from "../support/unit/samples.ts";
import { control } from "../support/wire/ice-control.ts";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ log: () => {} });
});
afterAll(() => cloud.close());

const environment = () => ({ PORT: new URL(cloud.url).port, DEBUG: "*" });
const invoke = (...args: string[]): Promise<Ended> => runCommand(["invoke", ...args], environment());

/** Puts a job whose state goes through the words, for two seconds each but the last. */
const putJob = (id: string, ...states: string[]) =>
  control(cloud.iceUrl, "PUT", `jobs/GetMediaConvertJob/${id}`, {
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
    const { code, stdout, stderr } = await invoke(name, ...parameters.map((each) => `--${each.join("=")}`));
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
    const { code, stdout } = await invoke("GetMediaConvertJob", "--JobId", state);
    expect(code).toBe(exitCodes.failed);
    expect(JSON.parse(stdout)).toMatchObject({ lifecycle: { done: true } });
  });

  it("tells it whatever fields are asked for, and shows only these", async () => {
    await putJob("half-hidden", "Failed");
    const { code, stdout } = await invoke(
      "GetMediaConvertJob",
      "--JobId=half-hidden",
      "--fields=Job.State",
      "--fields=Job.Percent",
    );
    expect(code).toBe(exitCodes.failed);
    expect(JSON.parse(stdout)).toEqual({ Job: { State: "Failed", Percent: 50 } });
  });

  it("explains the call as it was asked for", async () => {
    const { stdout } = await invoke("GetMediaConvertJob", "--JobId=j", "--fields=Job.State", "--explain");
    expect(JSON.parse(stdout)).toMatchObject({ controls: { fields: ["Job.State"] } });
  });

  it("tells by its exit code that the wait was too short, and how to go on", async () => {
    await putJob("endless", "Running");
    const { code, stdout } = await invoke("GetMediaConvertJob", "--JobId", "endless", "--wait", "1");
    expect(code).toBe(exitCodes.incomplete);
    expect(JSON.parse(stdout)).toMatchObject({ next: { JobId: "endless" }, stopped: { reason: "limit" } });
  });

  it("knows a job that nobody knows", async () => {
    const { code, stdout, stderr } = await invoke("GetMediaConvertJob", "--JobId", "nobody's");
    expect([code, stdout]).toEqual([exitCodes.notFound, ""]);
    expect(stderr).toMatch(/^NotFound: .*\nICE's code: ResourceNotFound\n.*\nRequest ID: 1-[\w-]+\n$/);
  });

  it("names every fault, without a call", async () => {
    const { code, stderr } = await invoke("ListBatchMediaProducingJobs", "--MaxResults=0", "--since=soon");
    expect(code).toBe(exitCodes.refused);
    expect(stderr).toMatch(/^InvalidParameter: .*\n {2}MaxResults must be .*\n {2}since must be .*\n$/);
  });

  it.each([
    [["GetMediaConvertJob"], "  JobId is missing"],
    [["GetMediaConvertJob", "--Jobid=j"], "--JobId?"],
    [["GetMediaConvertJobs"], "GetMediaConvertJob?"],
    [["GetMediaConvertJob", "--JobId=j", "--on=deployed"], "FC_ACCOUNT_ID"],
    [["GetMediaConvertJob", "--JobId=j", "--on=cloud"], "local, ice, deployed"],
  ])("refuses %j", async (args, text) => {
    const { code, stdout, stderr } = await invoke(...args);
    expect([code, stdout]).toEqual([exitCodes.refused, ""]);
    expect(stderr).toContain(text);
  });

  it("helps", async () => {
    const [nothing, general, one] = await Promise.all([
      invoke(),
      invoke("--help"),
      invoke("GetMediaConvertJob", "--help"),
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
    const { code, stderr } = await runCommand(["invoke", "GetMediaConvertJob", "--JobId=j"], {
      PORT: "1",
    });
    expect(code).toBe(exitCodes.retryable);
    expect(stderr).toMatch(/ECONNREFUSED\nnpm start/);
  });
});

describe("npm run smoke", () => {
  const smoke = (...args: string[]) => runCommand(["smoke", ...args], environment());
  const rowsOf = (table: string, pattern: RegExp) => table.split("\n").filter((row) => pattern.test(row));

  it("says that all work", async () => {
    const { code, stdout } = await smoke();
    expect(code).toBe(exitCodes.answered);
    expect(rowsOf(stdout, / works +works$/)).toHaveLength(operations.length);
  });

  it("wants the job that it is given", async () => {
    const { code, stdout } = await smoke("--GetMediaConvertJob", "nobody's");
    expect(code).toBe(exitCodes.other);
    expect(rowsOf(stdout, / works +works$/)).toHaveLength(operations.length - 1);
    expect(rowsOf(stdout, / works +FAILS$/)).toEqual([expect.stringContaining("GetMediaConvertJob")]);
    expect(stdout).toContain("GetMediaConvertJob\nNotFound: ");
  });

  it("says what to do about what doesn't work", async () => {
    await control(cloud.iceUrl, "POST", "faults", {
      operation: "GetLiveEditingJob",
      fault: "code",
      code: "NoPermission",
      status: 403,
      times: 1,
    });
    const { code, stdout } = await smoke();
    expect(code).toBe(exitCodes.other);
    expect(rowsOf(stdout, /FAILS/)).toEqual([expect.stringContaining("GetLiveEditingJob")]);
    expect(stdout).toContain("\nUpstreamAccessDenied: ");
  });

  it("says that nothing is there to be called", async () => {
    const { code, stdout } = await runCommand(["smoke"], { PORT: "1" });
    expect(code).toBe(exitCodes.other);
    expect(rowsOf(stdout, / FAILS +not called$/)).toHaveLength(operations.length);
    expect(stdout.match(/npm start/g)).toHaveLength(1);
    expect(stdout).toContain(`\n${operations.map(({ name }) => name).join(", ")}\nUnavailable: `);
  });
});
