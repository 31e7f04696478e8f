import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Ended, runNode } from "../../support/cloud/commands.ts";
import { root } from "../../support/cloud/program.ts";

const names = [
  "get-yike-storyboard-job",
  "list-batch-media-producing-jobs",
  "get-live-editing-job",
  "batch-get-yike-asset-media-infos",
  "get-media-convert-job",
];
const key = { ALIBABA_CLOUD_ACCESS_KEY_ID: "STS.key", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "hidden-secret" };
const token = { ALIBABA_CLOUD_SECURITY_TOKEN: "hidden-token" };

/**
 * Runs the command with the real `s`, and with a component in its cache that writes what it would deploy. It fails for the
 * function that FAIL names.
 */
async function deploy(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  prepare: (home: string) => Promise<void> = async () => {},
): Promise<Ended> {
  const home = await mkdtemp(join(tmpdir(), "deploy-"));
  onTestFinished(() => rm(home, { recursive: true }));
  const component = join(home, ".s/components/devsapp.cn/v3/fc3@0.1.22");
  await mkdir(component, { recursive: true });
  await writeFile(join(component, "package.json"), '{"name":"fc3","main":"index.js"}');
  await writeFile(join(component, ".s.lock"), '{"version":"0.1.22"}');
  await writeFile(
    join(component, "index.js"),
    `module.exports = class {
      async deploy({ props, getCredential }) {
        const { AccountID, AccessKeyID, SecurityToken } = await getCredential();
        if (props.functionName === process.env.FAIL) throw new Error("the service refuses");
        const { functionName, region, role, logConfig } = props;
        console.log("FAKE " + JSON.stringify([functionName, region, role, logConfig.project, AccountID, AccessKeyID, Boolean(SecurityToken)]));
        return {};
      }
    };`,
  );
  await prepare(home);
  const environment = { HOME: home, serverless_devs_config_home: home, NODE_ENV: "test", ...variables };
  const program = [join(root, "cli/run.mjs"), "deploy", ...args, "--", "--assume-yes"];
  // It starts `s` once for each function.
  return runNode(program, environment, root, 55_000);
}

const account = ["--account", "1234567890123456"];

test("says what it is about to do, and deploys every function of the stage with the environment's key", async () => {
  const { code, stdout } = await deploy([...account, "--stage", "staging"], {
    ...key,
    ...token,
    REGION: "cn-beijing",
  });
  expect(stdout).toContain(
    "Deploys to account 1234567890123456, region cn-beijing, stage staging, with the credentials of the environment.",
  );
  for (const name of names) {
    expect(stdout).toMatch(new RegExp(`^ *${name}-staging +ims-functions-${name}$`, "m"));
    const deployed = [
      `${name}-staging`,
      "cn-beijing",
      `ims-functions-${name}`,
      "ims-functions-1234567890123456",
      "1234567890123456",
      "STS.key",
      true,
    ];
    expect(stdout).toContain(`FAKE ${JSON.stringify(deployed)}`);
  }
  expect(stdout).toContain(`✓ 5 deployed: ${names.join(", ")}.`);
  expect([code, stdout.includes("hidden")]).toEqual([0, false]);
}, 60_000);

test("says what succeeded when a function fails, what was not begun, and how to go on", async () => {
  const { code, stderr } = await deploy(account, {
    ...key,
    ...token,
    FAIL: "list-batch-media-producing-jobs",
  });
  expect(code).toBe(5);
  expect(stderr).toContain("✕ list-batch-media-producing-jobs was not deployed");
  expect(stderr).toContain(
    "Deployed: get-yike-storyboard-job. Not begun: get-live-editing-job, batch-get-yike-asset-media-infos, get-media-convert-job.",
  );
  expect(stderr).toContain("Do this: fix the cause and run the same command again.");
}, 60_000);

test.each([
  ["no credentials are set up", account, {}, "No credentials are set up."],
  [
    "the security token is missing",
    account,
    key,
    "Set these environment variables, too: ALIBABA_CLOUD_SECURITY_TOKEN.",
  ],
  [
    "the secret is missing",
    account,
    { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAIx" },
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET.",
  ],
  ["the account is not known", [], { ...key, ...token }, "Set --account or FC_ACCOUNT_ID"],
] as const)("stops before the network when %s", async (_, args, variables, message) => {
  const { code, stdout, stderr } = await deploy(args, variables);
  expect(stderr).toContain(message);
  expect([code, stderr.includes("Nothing was sent."), stdout.includes("FAKE")]).toEqual([2, true, false]);
});

test("stops when s.yaml has a problem for the region", async () => {
  const { code, stderr } = await deploy([...account, "--region", "cn-chengdu"], { ...key, ...token });
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining("cn-chengdu has no Intelligent Media Services"),
  ]);
});
