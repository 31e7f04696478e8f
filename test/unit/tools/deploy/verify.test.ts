/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: Serverless Devs writes its variables so */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { stringify } from "yaml";
import { operations } from "../../../../functions/index.ts";
import { verify } from "../../../../tools/deploy/verify/verify.ts";
import { valuesOf } from "../../../support/unit/schema-values.ts";

const manifest = await readFile("s.yaml", "utf8");
const schema = JSON.parse(await readFile("test/data/fc3/schema.json", "utf8"));

/** What `verify` says of a manifest: `line message | advice`. */
async function said(text: string, environment: Record<string, string> = {}): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "manifest-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "s.yaml");
  await writeFile(path, text);
  const { problems } = await verify(path, environment);
  return problems.map(({ line, message, advice }) => `${line} ${message} | ${advice}`);
}

/** The manifest with a text in place of another. */
function edited(find: string | RegExp, replacement: string): string {
  const text = manifest.replace(find, () => replacement);
  expect(text).not.toBe(manifest);
  return text;
}

/** The line of the manifest, counted from 1, that contains a text. */
const lineOf = (text: string, of = manifest) => of.split("\n").findIndex((line) => line.includes(text)) + 1;

/** The manifest with another resource. */
const withResource = (props: object, component = "fc3") =>
  `${manifest}\n${stringify({ other: { component, props } }).replace(/^/gm, "  ")}`;

const other = {
  region: "cn-huhehaote",
  functionName: "other",
  runtime: "nodejs20",
  handler: "index.handler",
  code: "./other",
};

test("accepts the project's own manifest", async () => {
  const { functions, problems } = await verify("s.yaml", {});
  expect(problems).toEqual([]);
  expect(functions).toBe(Object.keys(operations).length);
});

const properties: [string, object][] = Object.entries(schema.properties);

test.each(properties)("accepts %s in every form that the component's schema has", async (name, property) => {
  const values = valuesOf(property, schema.definitions);
  for (const value of values) {
    const text = withResource({ ...other, ...variantOf(name, value), [name]: value });
    const refused = (await said(text)).filter((each) => !each.includes("lets anyone read"));
    // A credential that the schema would take is refused for what it is.
    expect(refused.filter((each) => !each.includes("holds a credential"))).toEqual([]);
  }
});

/** What a value needs beside it. */
function variantOf(name: string, value: unknown): object {
  if (name === "cpu") return { memorySize: Math.max(128, Math.ceil((Number(value) * 2048) / 64) * 64) };
  if (name === "runtime") return { customContainerConfig: {} };
  return {};
}

test.each(["fc3", "fc3@0.1.22", "fc3@dev"])(
  "accepts the component %s, and checks its props",
  async (component) => {
    expect(await said(withResource(other, component))).toEqual([]);
    expect(await said(withResource({ ...other, tags2: [] }, component))).toHaveLength(1);
  },
);

test("leaves resources of other components alone", async () => {
  expect(await said(withResource({ definition: "./flow.yaml", executionMode: "Standard" }, "flow"))).toEqual(
    [],
  );
});

test("accepts every expression of Serverless Devs, and does not check what it can't know", async () => {
  const props = {
    ...other,
    functionName: "${env('NAME')}",
    memorySize: "${env('MEMORY', '512')}",
    timeout: "${resources.x.props.timeout}",
    role: 'acs:ram::${config("AccountID")}:role/r',
    region: "${vars.region}",
    environmentVariables: { PASSWORD: "${env('PASSWORD')}", DB_PASSWORD: "${env('DB_PASSWORD', '')}" },
  };
  expect(await said(withResource(props))).toEqual([]);
});

test("tells the line of a part that several functions share, once", async () => {
  const text = edited("authType: function", "authType: anonymous");
  expect(await said(text)).toEqual([
    `${lineOf("authType: anonymous", text)} authType: anonymous lets anyone read every job. | authType: function`,
  ]);
});

const secret = "LTAI5tFakeFakeFakeFake00";

test.each([
  ["an AccessKey ID in any variable", "ICE_KEY", secret],
  ["a secret by its name", "ACCESS_KEY_SECRET", "swordfish0123"],
  ["a password by its name", "dbPassword", "swordfish"],
  ["an STS key", "ANYTHING", "STS.NUabcdefghij"],
  ["a secret as the default of a variable", "ACCESS_KEY_SECRET", "\"${env('KEY', 'swordfish0123')}\""],
])("refuses %s, and does not print it", async (_, name, value) => {
  const text = edited(/^ {4}LOG_LEVEL: .*$/m, `    LOG_LEVEL: info\n    ${name}: ${value}`);
  const [problem, ...more] = await said(text);
  expect(problem).toContain(`${lineOf(`${name}:`, text)} ${name} holds a credential`);
  expect(problem).not.toContain(value);
  expect(more).toEqual([]);
});

test("refuses a credential wherever it stands", async () => {
  expect(await said(`${manifest}\nx-notes: [{ id: ${secret} }]\n`)).toHaveLength(1);
  const registry = { registryConfig: { authConfig: { userName: "u", password: "p" } } };
  const container = { ...other, runtime: "custom-container", customContainerConfig: registry };
  expect(await said(withResource(container))).toEqual([
    expect.stringContaining("password holds a credential"),
  ]);
});

test("refuses a function without a resource, and a resource without a function", async () => {
  const text = edited(/ {2}get-live-editing-job:[\s\S]*?(?=\n {2}batch-)/, "");
  expect(await said(text)).toEqual([
    `${lineOf("resources:")} No resource deploys the function get-live-editing-job. | add a resource with code: ./dist/get-live-editing-job`,
  ]);
  const [missing, unknown] = await said(
    edited("./dist/get-live-editing-job", "./dist/get-live-editing-jobs"),
  );
  expect(missing).toContain("No resource deploys the function get-live-editing-job.");
  expect(unknown).toMatch(/writes no function to .* \| code: \.\/dist\/get-live-editing-job$/);
});

const large = "<<: *large-function";

test.each([
  [
    "an unknown name",
    "  timeout: 60",
    "  timeuot: 60",
    "timeuot is not a known name; did you mean timeout? | write timeout",
  ],
  [
    "an unknown name deep inside",
    "methods: [GET, POST]",
    "methods: [GET]\n    disableUrlInternet: true",
    "did you mean disableURLInternet?",
  ],
  [
    "a missing name",
    /^ {4}authType: function\n/m,
    "",
    "authType is missing in triggerConfig. | add authType",
  ],
  [
    "an unknown trigger",
    "triggerType: timer",
    "triggerType: clock",
    "The trigger has no known type. | triggerType: http, timer, oss",
  ],
  [
    "an unknown method",
    "[GET, POST]",
    "[GET, FETCH]",
    'methods: "FETCH" is not a known value. | methods: GET, POST',
  ],
  [
    "memory that is no multiple of 64",
    "memorySize: 256",
    "memorySize: 200",
    "memorySize must be multiple of 64.",
  ],
  ["a number among the variables", /LOG_LEVEL: .*/, "LOG_LEVEL: 3", "LOG_LEVEL must be string."],
  [
    "an unknown form",
    /logConfig:\n( {4}.*\n){5}/,
    "logConfig: auto|logBeginRule=None\n",
    "logConfig has no form that the component knows. | logConfig: auto, or an object",
  ],
  [
    "too much vCPU",
    large,
    `${large}\n      cpu: 2`,
    "cpu: 2 does not fit memorySize: 512: one vCPU goes with 1 to 4 GB. | cpu: 0.15 to 0.5",
  ],
  ["too little vCPU", large, `${large}\n      cpu: 0.1`, "cpu: 0.1 does not fit memorySize: 512"],
  [
    "vCPU between the steps",
    large,
    `${large}\n      cpu: 0.33`,
    "cpu: 0.33 is not a multiple of 0.05. | cpu: 0.35",
  ],
  [
    "a cron expression with five fields",
    "0 */15 * * * *",
    "*/15 * * * *",
    'cronExpression: "*/15 * * * *" is not a cron expression',
  ],
  ["a cron expression that never fires", "0 */15 * * * *", "0 0 4 31 2 *", '"0 0 4 31 2 *" never fires'],
  [
    "a misspelled control",
    '"since"',
    '"sinc"',
    "payload: sinc is not known; did you mean since? | correct sinc",
  ],
  ["a payload that is no JSON", `'{"since"`, `'{since`, "payload: it is not the text of a JSON object."],
  [
    "a region without ICE",
    "'cn-shanghai'",
    "'cn-chengdu'",
    "region: cn-chengdu has no Intelligent Media Services. | use cn-beijing",
  ],
  [
    "another runtime",
    "runtime: nodejs20",
    "runtime: python3.12",
    "runtime: python3.12: the bundles are built and tested for nodejs20.",
  ],
  [
    "another handler",
    "index.handler",
    "main.handler",
    "handler: main.handler: the bundle has no such handler.",
  ],
  ["a function without a role", /\n {6}role: .*/, "", "role is missing: without a role"],
  [
    "a setting that the function would refuse",
    /ICE_NETWORK: .*/,
    "ICE_NETWORK: private",
    "ICE_NETWORK must be one of public, vpc.",
  ],
  [
    "a name given twice",
    /functionName: list-batch-media-producing-jobs/,
    "functionName: get-yike-storyboard-job",
    "is also the name of get-yike-storyboard-job",
  ],
] as const)("refuses %s", async (_, find, replacement, problem) => {
  const problems = await said(edited(find, replacement));
  expect(problems).toEqual([expect.stringContaining(problem)]);
});

test("accepts a region without ICE where the function is told an endpoint", async () => {
  const endpoint = "ICE_ENDPOINT: https://ice.cn-shanghai.aliyuncs.com\n    ICE_NETWORK: public";
  expect(await said(edited(/ICE_NETWORK: .*/, endpoint), { REGION: "cn-chengdu" })).toEqual([]);
});

test("tells what is not YAML, and a manifest without resources", async () => {
  expect(await said(edited("  timeout: 60", "   timeout: 60"))).toEqual([
    expect.stringMatching(/^\d+ This is not YAML/),
  ]);
  expect((await said("name: app\n"))[0]).toContain("The manifest has no resources.");
});
