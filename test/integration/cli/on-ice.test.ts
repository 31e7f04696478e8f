import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes } from "../../../cli/lib/exit-code.ts";
import { operations } from "../../../functions/index.ts";
import { type LocalIce, startIce } from "../../../local/ice/server.ts";
import { runCommand, runLoadedCommand } from "../../support/cloud/commands.ts";
import { secretsIn } from "../../support/unit/secrets.ts";
import { controlIce, requestsAt } from "../../support/wire/ice-control.ts";

let ice: LocalIce;
beforeAll(async () => {
  ice = await startIce({ operations });
});
afterAll(() => ice.close());

/** The variables of somebody whose AccessKey may assume a role. Nothing listens at the port of npm start. */
const environment = () => ({
  PORT: "1",
  DEBUG: "*",
  REGION: "cn-shanghai",
  ICE_ENDPOINT: ice.url,
  STS_ENDPOINT: ice.url,
  ALIBABA_CLOUD_ACCESS_KEY_ID: ice.user.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: ice.user.accessKeySecret,
  ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1000000000000001:role/reader",
});
const putJob = (id: string, state: string) =>
  controlIce(ice.url, "PUT", `jobs/GetMediaConvertJob/${id}`, {
    document: { Job: { JobId: id, State: state } },
  });

describe("--on ice", () => {
  it("invoke asks ICE with nothing deployed and nothing else running", async () => {
    await putJob("first", "Success");
    const { code, stdout, stderr } = await runCommand(
      ["invoke", "GetMediaConvertJob", "--JobId=first", "--on=ice"],
      environment(),
    );
    expect([code, stderr]).toEqual([exitCodes.answered, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ Job: { JobId: "first" }, lifecycle: { phase: "succeeded" } });
    const requests = await requestsAt(ice.url);
    expect(requests.at(-1)).toMatchObject({ operation: "GetMediaConvertJob" });
  });

  it("invoke shows what ICE sent beside its description, and no secret", async () => {
    await putJob("strange", "Resting");
    const { code, stdout, stderr } = await runCommand(
      ["invoke", "GetMediaConvertJob", "--JobId=strange", "--on=ice"],
      environment(),
    );
    expect(code).toBe(exitCodes.answered);
    expect(JSON.parse(stdout)).toMatchObject({ lifecycle: { phase: "unknown", state: "Resting" } });
    expect(JSON.parse(stderr)).toMatchObject({ level: "warn", drift: [{ path: "Job.State" }] });
    expect(secretsIn(stdout + stderr, ice.user)).toEqual([]);
  });

  it("invoke gives the function's error and its exit code", async () => {
    const { code, stdout, stderr } = await runLoadedCommand(
      ["invoke", "GetMediaConvertJob", "--JobId=no-such-job", "--on=ice"],
      environment(),
    );
    expect([code, stdout]).toEqual([exitCodes.notFound, ""]);
    expect(stderr).toMatch(/^✕ NotFound: .*\n {2}Do this: .*\n {2}ICE's code: ResourceNotFound$/m);
  });

  it("smoke says that every operation works", async () => {
    const { code, stdout } = await runLoadedCommand(["smoke", "--on", "ice"], environment());
    expect(code).toBe(exitCodes.answered);
    const works = { explains: true, answers: true };
    expect(JSON.parse(stdout)).toEqual(operations.map(({ name }) => ({ operation: name, ...works })));
  });

  it("smoke says which role can't be assumed", async () => {
    const { code, stdout, stderr } = await runLoadedCommand(["smoke", "--on", "ice"], {
      ...environment(),
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "wrong",
    });
    expect(code).toBe(exitCodes.other);
    expect(stdout + stderr).toContain("can't be assumed: SignatureDoesNotMatch");
  });

  it("refuses an AccessKey without a token or a role", async () => {
    const { ALIBABA_CLOUD_ROLE_ARN, ...rest } = environment();
    const { code, stderr } = await runLoadedCommand(["smoke", "--on", "ice"], rest);
    expect(code).toBe(exitCodes.refused);
    expect(stderr).toMatch(/^✕ An AccessKey alone is not enough: .* ALIBABA_CLOUD_ROLE_ARN /);
  });
});

it("start does not run deployed functions", async () => {
  const { code, stderr } = await runLoadedCommand(["start", "--on", "deployed"], {});
  expect([code, stderr]).toEqual([exitCodes.refused, expect.stringContaining("local, ice.")]);
});
