import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { exitCodes } from "../../../cli/lib/exit-code.ts";
import { operations } from "../../../functions/index.ts";
import { type Cloud, startCloud } from "../../../local/cloud.ts";
import { startHost } from "../../../local/fc/host.ts";
import { readManifest } from "../../../local/fc/manifest.ts";
import { localKey } from "../../../shared/runtime/local-key.ts";
import { assumptions } from "../../../tools/parity/assumptions.ts";
import { runCommand, runLoadedCommand } from "../../support/cloud/commands.ts";
import { hasTerminal, runOnTerminal } from "../../support/cloud/terminal.ts";
import { secretsIn } from "../../support/unit/secrets.ts";
import { controlIce } from "../../support/wire/ice-control.ts";
import { unusedUrl } from "../../support/wire/unused-url.ts";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ log: () => {} });
});
afterAll(() => cloud.close());

const checkable = assumptions.filter(({ check }) => check);
const verdicts = (json: string, verdict: string) =>
  JSON.parse(json).filter((each: { verdict: string }) => each.verdict === verdict);

const iceEnvironment = () => ({
  REGION: "cn-shanghai",
  ICE_ENDPOINT: cloud.iceUrl,
  STS_ENDPOINT: cloud.iceUrl,
  ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.user.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.user.accessKeySecret,
  ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1000000000000001:role/reader",
});
const deployedEnvironment = () => ({
  FC_ACCOUNT_ID: "1234567890123456",
  FC_ENDPOINT: cloud.url,
  REGION: "cn-shanghai",
  ALIBABA_CLOUD_ACCESS_KEY_ID: localKey.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: localKey.accessKeySecret,
});
const record = async (place: string) =>
  readFile(new URL(`../../../dist/parity/${place}.json`, import.meta.url), "utf8");

describe("parity", () => {
  it("checks everything that a caller can check in a local cloud of its own", async () => {
    const { code, stdout, stderr } = await runCommand(["parity"], { PORT: "1" });
    expect([code, stderr]).toEqual([exitCodes.answered, ""]);
    expect(verdicts(stdout, "holds")).toHaveLength(checkable.length);
    expect(verdicts(stdout, "not checked")).toHaveLength(assumptions.length - checkable.length);
    expect(JSON.parse(await record("local"))).toMatchObject({
      place: "local",
      assumptions: assumptions.map(({ id }) => ({ id })),
    });
  });

  it("checks ICE and STS with nothing deployed, and reports a difference", async () => {
    await controlIce(cloud.iceUrl, "POST", "faults", { fault: "code", code: "InvalidParameter" });
    const { code, stdout } = await runLoadedCommand(["parity", "--on", "ice"], iceEnvironment());
    expect(code).toBe(exitCodes.failed);
    const detail = expect.stringMatching(/^GetYikeStoryboardJob: InvalidParameter, read as/);
    expect(verdicts(stdout, "differs")).toEqual([
      { assumption: "ice-unknown-job", verdict: "differs", detail },
    ]);
    expect(verdicts(stdout, "holds").length).toBeGreaterThan(10);
    expect(secretsIn(stdout + (await record("ice")), cloud.user)).toEqual([]);
  });

  it.skipIf(!hasTerminal)(
    "shows a table on a terminal, and below it what relies on what differs",
    async () => {
      await controlIce(cloud.iceUrl, "POST", "faults", { fault: "code", code: "InvalidParameter" });
      const { text } = await runOnTerminal(["parity", "--on", "ice"], iceEnvironment());
      expect(text).toMatch(/^ {2}ice-unknown-job +differs /m);
      expect(text).toContain("\nice-unknown-job: GetYikeStoryboardJob: InvalidParameter, read as");
      expect(text).toContain("  Relied on in: shared/calls/job.ts");
      expect(text).toMatch(/\d+ hold, 1 differ, \d+ not checked\./);
    },
  );

  it("checks deployed functions with the right to invoke them", async () => {
    const id = "******4579b5e748b99a27f6d6******";
    const { code, stdout } = await runLoadedCommand(
      ["parity", "--on", "deployed", "--GetMediaConvertJob", id, "--trigger"].concat(
        `${cloud.url}/http-triggers/get-media-convert-job/`,
      ),
      deployedEnvironment(),
    );
    expect(code).toBe(exitCodes.answered);
    const elsewhere = checkable.filter(({ check }) => check?.way === "ice" || check?.way === "sts");
    expect(verdicts(stdout, "holds")).toHaveLength(checkable.length - elsewhere.length);
    expect(await record("deployed")).not.toContain(id);
  });

  it("says that nothing could be checked", async () => {
    const { code, stdout } = await runLoadedCommand(["parity", "--on", "deployed"], {
      ...deployedEnvironment(),
      FC_ENDPOINT: await unusedUrl(),
    });
    expect(code).toBe(exitCodes.other);
    expect(stdout).toContain("No answer: ECONNREFUSED.");
  });

  it("sends no signature to other hosts", async () => {
    const { code, stderr } = await runLoadedCommand(
      ["parity", "--on", "deployed", "--trigger", "https://example.com/fcapp.run"],
      deployedEnvironment(),
    );
    expect([code, stderr]).toEqual([exitCodes.refused, expect.stringContaining("--trigger must be")]);
  });
});

describe("the probe", () => {
  it("is written on request, and shows the form of an event", async () => {
    const folder = await mkdtemp(join(tmpdir(), "probe-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const written = await runLoadedCommand(["parity", "--probe", folder], {});
    expect([written.code, written.stderr]).toEqual([exitCodes.answered, ""]);
    expect(written.stdout).toContain("npx s remove");

    const host = await startHost({
      port: 0,
      configs: readManifest(join(folder, "s.yaml")),
      operations: operations.map(({ name }) => ({ name, functionName: "ims-functions-probe" })),
      keys: () => localKey,
      credentials: async () => ({ accessKeyId: "", accessKeySecret: "", securityToken: "" }),
      environment: {},
      log: () => {},
      page: () => "",
    });
    onTestFinished(() => host.close());
    const response = await fetch(`${host.url}/GetMediaConvertJob?JobId=secret7`);
    expect(await response.json()).toMatchObject({
      event: { httpMethod: "GET", path: "/xxxxxxxxxxxxxxxxxx", queryParameters: { JobId: "xxxxxx0" } },
      context: { function: { name: "xxx-xxxxxxxxx-xxxxx" } },
    });

    const again = await runLoadedCommand(["parity", "--probe", folder], {});
    expect([again.code, again.stderr]).toEqual([
      exitCodes.refused,
      expect.stringContaining("Choose another folder."),
    ]);
  });

  it("is not part of the project's manifest", async () => {
    expect(await readFile(new URL("../../../s.yaml", import.meta.url), "utf8")).not.toContain("probe");
  });
});
