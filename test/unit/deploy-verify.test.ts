import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { verify } from "../../local/deploy/verify.ts";

const manifest = await readFile("s.yaml", "utf8");

/** What verify says of s.yaml after an edit. */
async function faultsAfter(find: string | RegExp, replacement: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "manifest-"));
  try {
    const edited = manifest.replace(find, replacement);
    expect(edited).not.toBe(manifest);
    await writeFile(join(folder, "s.yaml"), edited);
    return (await verify(join(folder, "s.yaml"))).join("\n");
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("the project's own manifest is well formed", async () => {
  expect(await verify("s.yaml")).toEqual([]);
});

test("what a team may add is well formed: a VPC, destinations, a log store of its own", async () => {
  const vpc = "vpcConfig: { vpcId: vpc-1, securityGroupId: sg-1, vSwitchIds: [vsw-1] }";
  const destinations = "destinationConfig: { onSuccess: { destination: acs:fc:cn-shanghai:1:functions/f } }";
  const store = "logConfig: { project: mine, logstore: functions }";
  expect(await faultsAfter("  logConfig: auto", `  ${vpc}\n  ${store}`)).toBe("");
  expect(await faultsAfter("    maxAsyncRetry", `    ${destinations}\n    maxAsyncRetry`)).toBe("");
});

test.concurrent.each([
  ["an unknown property", "  timeout: 60", "  timeout: 60\n  timeuot: 60", "props/timeuot is not a known"],
  ["a missing property", "  timeout: 60\n", "", "must have required property 'timeout'"],
  [
    "memory that is no multiple of 64",
    "memorySize: 256",
    "memorySize: 200",
    "memorySize must be multiple of 64",
  ],
  ["a number among the variables", /LOG_LEVEL: .*/, "LOG_LEVEL: 3", "LOG_LEVEL must be string"],
  ["another runtime", "nodejs20", "nodejs18", "runtime must be equal to one of the allowed values: nodejs20"],
  ["an anonymous trigger", "authType: function", "authType: anonymous", "authType must be equal"],
  ["no authentication", "authType: function", "authType: none", "authType must be equal"],
  ["another method", "[GET, POST]", "[GET, PATCH]", "methods/1 must be equal"],
  ["a switch that is none", "enable: false", "enabled: false", "enabled is not a known property"],
  ["a trigger of another type", "triggerType: timer", "triggerType: oss", "triggerType must be equal"],
  ["a function without a role", /\n {6}role: .*/, "", "must have required property 'role'"],
  ["a cron of another world", "0 */15 * * * *", "*/15 * * * *", "cronExpression must match pattern"],
  ["a cron that never comes", "0 */15 * * * *", "0 0 4 31 2 *", "triggers/sweep"],
  ["a cron by nickname", "0 */15 * * * *", "@daily", "cronExpression must match pattern"],
  ["broken YAML", "  timeout: 60", "   timeout: 60", "bad indentation"],
] as const)("%s is refused by name", async (_, find, replacement, fault) => {
  expect(await faultsAfter(find, replacement)).toContain(fault);
});

test("the command fails on a fault and leaves nothing behind", async () => {
  const folder = await mkdtemp(join(tmpdir(), "command-"));
  const command = join(process.cwd(), "local/deploy/verify-command.ts");
  const tsx = join(process.cwd(), "node_modules/tsx/dist/cli.mjs");
  try {
    await writeFile(join(folder, "s.yaml"), manifest.replace("authType: function", "authType: none"));
    const run = promisify(execFile)(process.execPath, [tsx, command], { cwd: folder });
    await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("authType") });
    expect(await readdir(folder)).toEqual(["s.yaml"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
