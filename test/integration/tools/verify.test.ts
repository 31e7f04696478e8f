import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, onTestFinished, test } from "vitest";
import { readResources } from "../../../local/fc/manifest.ts";
import { ruleViolations } from "../../../tools/deploy/props-rules.ts";
import { propsSchema } from "../../../tools/deploy/props-schema.ts";
import { verify } from "../../../tools/deploy/verify.ts";
import { runCommand } from "../../support/cloud/commands.ts";

const manifest = await readFile("s.yaml", "utf8");
const ajv = new Ajv({ allErrors: true });
const fits = ajv.compile(propsSchema);

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "manifest-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** The path of an s.yaml with a text in place of another. */
async function edited(find: string | RegExp, replacement: string): Promise<string> {
  const text = manifest.replace(find, replacement);
  expect(text).not.toBe(manifest);
  const path = join(await folder(), "s.yaml");
  await writeFile(path, text);
  return path;
}

/** What the schema says of the props after an edit. */
async function schemaFaults(find: string | RegExp, replacement: string): Promise<string> {
  const resources = Object.values(readResources(await edited(find, replacement)));
  return resources.map(({ props }) => (fits(props) ? "" : ajv.errorsText(fits.errors))).join("");
}

/** What the rules beside the schema say after an edit. */
async function rulesBroken(find: string | RegExp, replacement: string): Promise<string[]> {
  const path = await edited(find, replacement);
  return ruleViolations(path, readResources(path));
}

test("the project's own manifest is well formed", async () => {
  expect(await verify("s.yaml")).toEqual([]);
});

test("the command line refuses an unknown property by name, whatever stands around the component's", async () => {
  const path = await edited("  timeout: 60", "  timeout: 60\n  timeuot: 60");
  await writeFile(
    path,
    (await readFile(path, "utf8")).replaceAll("component: fc3", 'component: "fc3" # 3.0'),
  );
  expect((await verify(path)).join("\n")).toContain("props/timeuot is not a known property");
});

test("the command fails on a trigger that lets anyone in and leaves nothing behind", async () => {
  const cwd = await folder();
  await writeFile(join(cwd, "s.yaml"), manifest.replace("authType: function", "authType: none"));
  const { code, stderr } = await runCommand(["verify"], {}, cwd);
  expect([code, stderr]).toEqual([1, expect.stringContaining("authType must be")]);
  expect(await readdir(cwd)).toEqual(["s.yaml"]);
});

test("what can't be read, or would be looked up elsewhere, is told without the command line", async () => {
  expect(await verify("/nowhere/s.yaml")).toEqual([
    expect.stringMatching(/^\/nowhere\/s\.yaml can't be read/),
  ]);
  const [broken, ...more] = await verify(await edited("  timeout: 60", "   timeout: 60"));
  expect([broken, more]).toEqual([expect.stringContaining("line "), []]);
  expect(await verify(await edited("component: fc3", "component: fc4"))).toEqual([
    "get-yike-storyboard-job/component: fc4 is not fc3",
  ]);
});

test("what a team may add is well formed: a VPC, destinations, a log store of its own", async () => {
  const vpc = "vpcConfig: { vpcId: vpc-1, securityGroupId: sg-1, vSwitchIds: [vsw-1] }";
  const destinations = "destinationConfig: { onSuccess: { destination: acs:fc:cn-shanghai:1:functions/f } }";
  const store = "logConfig: { project: mine, logstore: functions }";
  expect(await schemaFaults("  logConfig: auto", `  ${vpc}\n  ${store}`)).toBe("");
  expect(await schemaFaults("    maxAsyncRetry", `    ${destinations}\n    maxAsyncRetry`)).toBe("");
});

test.each([
  ["an unknown property", "  timeout: 60", "  timeout: 60\n  timeuot: 60", "data/timeuot must NOT be valid"],
  ["a missing property", "  timeout: 60\n", "", "must have required property 'timeout'"],
  [
    "memory that is no multiple of 64",
    "memorySize: 256",
    "memorySize: 200",
    "memorySize must be multiple of 64",
  ],
  ["a number among the variables", /LOG_LEVEL: .*/, "LOG_LEVEL: 3", "LOG_LEVEL must be string"],
  ["another runtime", "nodejs20", "nodejs18", "runtime must be equal to one of the allowed values"],
  ["an anonymous trigger", "authType: function", "authType: anonymous", "authType must be equal"],
  ["another method", "[GET, POST]", "[GET, PATCH]", "methods/1 must be equal"],
  ["a switch that is none", "enable: false", "enabled: false", "enabled must NOT be valid"],
  ["a trigger of another type", "triggerType: timer", "triggerType: oss", "triggerType must be equal"],
  ["a function without a role", /\n {6}role: .*/, "", "must have required property 'role'"],
] as const)("the schema refuses %s by name", async (_, find, replacement, fault) => {
  expect(await schemaFaults(find, replacement)).toContain(fault);
});

const list = "list-batch-media-producing-jobs/props";
const cron = `${list}/triggers/sweep/cronExpression: `;
const large = "<<: *large-function";
const payload = `${list}/triggers/sweep/payload: `;

test.each([
  [
    "a cron of another world",
    "0 */15 * * * *",
    "*/15 * * * *",
    `${cron}"*/15 * * * *" is not a cron expression`,
  ],
  ["a cron that never comes", "0 */15 * * * *", "0 0 4 31 2 *", `${cron}"0 0 4 31 2 *" never fires`],
  [
    "too much vCPU",
    large,
    `${large}\n      cpu: 2`,
    `${list}/cpu: 2 vCPU does not fit 512 MB: use 0.125 to 0.5 vCPU`,
  ],
  ["too little vCPU", large, `${large}\n      cpu: 0.1`, `${list}/cpu: 0.1 vCPU`],
  [
    "a name given twice",
    "functionName: list-batch-media-producing-jobs",
    "functionName: get-yike-storyboard-job",
    `${list}/functionName: get-yike-storyboard-job is also the name of another function`,
  ],
  [
    "code that nothing builds",
    "./dist/list-batch-media-producing-jobs",
    "./dist/nope",
    `${list}/code: ./dist/nope is not a folder that npm run build writes`,
  ],
  ["a misspelled control", '"since"', '"sinc"', `${payload}sinc is not known; did you mean since?`],
  ["a payload that is no JSON", `'{"since"`, `'{since`, `${payload}must be the text of a JSON object`],
] as const)("the rules refuse %s", async (_, find, replacement, fault) => {
  expect(await rulesBroken(find, replacement)).toEqual([expect.stringContaining(fault)]);
});
