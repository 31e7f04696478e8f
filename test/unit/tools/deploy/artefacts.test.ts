import { readFile } from "node:fs/promises";
import core from "@redocly/openapi-core";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { operations } from "../../../../functions/index.ts";
import { readManifest } from "../../../../local/fc/manifest.ts";
import { catalogue, type ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import type { Operation } from "../../../../shared/operation.ts";
import { artefacts } from "../../../../tools/deploy/artefacts.ts";
import { alarms } from "../../../../tools/deploy/observability/queries.ts";
import { invoke } from "../../../support/unit/invoke.ts";
import { sampleParameters, sampleTextOf } from "../../../support/unit/samples.ts";

const target = { account: "1234567890123456", region: "cn-shanghai", stage: "staging" };
const files = artefacts(target);
const document = JSON.parse(files.get("openapi.json") as string);
const all = operations as readonly Operation[];
const names = all.map(({ functionName }) => functionName).sort();
const withJobs = all.filter(({ kind }) => kind !== "batch");

test("every operation, and no other, is in the manifest, the OpenAPI document, the policies and the workflows", () => {
  const below = (folder: string, ending: string) =>
    [...files.keys()]
      .filter((path) => path.startsWith(folder))
      .map((path) => path.slice(folder.length, -ending.length));
  const shared = ["trust-function-compute", "trust-cloudflow", "invoke"];

  expect(
    readManifest("s.yaml")
      .map(({ name }) => name)
      .sort(),
  ).toEqual(names);
  expect(Object.keys(document.paths).sort()).toEqual(all.map(({ name }) => `/${name}`).sort());
  expect(below("ram/", ".json").sort()).toEqual([...names, ...shared].sort());
  expect(below("workflows/", ".yaml").sort()).toEqual(
    withJobs.map(({ functionName }) => functionName).sort(),
  );
});

test.each(all)(
  "$functionName is deployed from its own bundle, in its own role, with a signed trigger",
  ({ functionName }) => {
    const deployed = readManifest("s.yaml").find(({ name }) => name === functionName);
    expect(deployed?.code).toBe(`${process.cwd()}/dist/${functionName}`);
    expect(deployed?.role).toMatch(`role/ims-functions-${functionName}`);
    expect(deployed?.triggers[0]?.triggerConfig).toMatchObject({
      authType: "function",
      methods: ["GET", "POST"],
    });
  },
);

test("no timer runs before somebody wants it", () => {
  const triggers = readManifest("s.yaml").flatMap((each) => each.triggers);
  const timers = triggers.filter(({ triggerType }) => triggerType === "timer");
  expect(timers.map(({ triggerConfig }) => triggerConfig)).toMatchObject([{ enable: false }]);
});

test("one variable gives all functions one role", () => {
  const roles = readManifest("s.yaml", { FUNCTION_ROLE: "one-for-all" }).map(({ role }) => role);
  expect(new Set(roles).size).toBe(1);
  expect(roles[0]).toMatch("role/one-for-all");
});

test.each(all)("the role of $functionName may do its one action", ({ functionName, action }) => {
  expect(JSON.parse(files.get(`ram/${functionName}.json`) as string)).toEqual({
    Version: "1",
    Statement: [{ Effect: "Allow", Action: [action], Resource: ["*"] }],
  });
});

test("a caller's policy names the stage's functions and nothing else", () => {
  const [statement] = JSON.parse(files.get("ram/invoke.json") as string).Statement;
  expect(statement.Action).toEqual(["fc:InvokeFunction"]);
  expect(statement.Resource).toContain(
    "acs:fc:cn-shanghai:1234567890123456:functions/get-media-convert-job-staging",
  );
  for (const resource of statement.Resource) expect(resource).toMatch(/functions\/[a-z-]+-staging(\/\*)?$/);
});

test.each(withJobs)("the workflow of $functionName invokes its function of the stage", ({ functionName }) => {
  const text = files.get(`workflows/${functionName}.yaml`) as string;
  const arn = `acs:fc:cn-shanghai:1234567890123456:functions/${functionName}-staging/LATEST`;
  expect(text.match(/resourceArn: (.*)/)?.[1]).toBe(arn);
  expect(parse(text).Name).toBe(`${functionName}-staging`);
});

test("a qualifier is what workflows invoke", () => {
  const text = artefacts({ ...target, qualifier: "prod" }).get("workflows/get-media-convert-job.yaml");
  expect(text).toContain("functions/get-media-convert-job-staging/prod");
});

test("the only stage of an account has plain names", () => {
  expect(artefacts({ ...target, stage: "" }).get("workflows/get-media-convert-job.yaml")).toMatch(
    "functions/get-media-convert-job/LATEST",
  );
});

test("the OpenAPI document passes Redocly's recommended rules", async () => {
  const config = await core.createConfig({ extends: ["recommended"] });
  const found = await core.lintFromString({ source: files.get("openapi.json") as string, config });
  expect(found.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

test.each(all)("$name takes what the document says, as it says it", (operation) => {
  const { parameters } = document.paths[`/${operation.name}`].get;
  const schema = (name: string) => parameters.find((each: { name: string }) => each.name === name);
  for (const name of Object.keys(operation.parameters)) expect(schema(name).description).toMatch(/\w/);
  expect(schema("explain")).toBeUndefined();
  expect(schema("wait") !== undefined).toBe(operation.kind === "job");
  expect(schema("since") !== undefined).toBe(operation.kind === "list");
  expect(schema("fields")).toMatchObject({ style: "form", explode: false });
});

const ajv = new Ajv({ strict: false }).addSchema(document, "openapi");

test.each(all)("the documented sample of $name validates, as it came and decoded", async (operation) => {
  const validate = ajv.compile({ $ref: `openapi#/components/schemas/${operation.name}Answer` });
  const respond = () => sampleTextOf(operation.name);
  for (const view of ["raw", "decoded"] as const) {
    const parameters = { ...sampleParameters[operation.name], view };
    const { error, body } = await invoke({ operation, parameters, respond });
    expect(error).toBeUndefined();
    expect({ valid: validate(body), errors: validate.errors }).toEqual({ valid: true, errors: null });
  }
});

test.each(Object.keys(catalogue) as ErrorCode[])(
  "the error %s validates, and its status is documented",
  (code) => {
    const validate = ajv.compile({ $ref: "openapi#/components/schemas/Problem" });
    const errors = [{ parameter: "JobId", problem: "is missing" }];
    const problem = new ProblemError(code, { errors, upstream: { code: "Throttling" } }).details("1-request");
    expect({ valid: validate(problem), errors: validate.errors }).toEqual({ valid: true, errors: null });
    for (const { get, post } of Object.values(document.paths) as Record<string, { responses: object }>[])
      for (const method of [get, post]) expect(method?.responses).toHaveProperty(String(problem.status));
  },
);

test("the answer's schema tells a lifecycle that is none", () => {
  const validate = ajv.compile({ $ref: "openapi#/components/schemas/GetLiveEditingJobAnswer" });
  expect(validate({ lifecycle: { phase: "Success", state: "Success", done: true, partial: false } })).toBe(
    false,
  );
  const list = ajv.compile({ $ref: "openapi#/components/schemas/ListBatchMediaProducingJobsAnswer" });
  expect(list({ EditingBatchJobList: [{ lifecycle: { phase: "running" } }] })).toBe(false);
});

test.each(all)("the Terraform example has $functionName as s.yaml has it", ({ functionName }) => {
  const text = files.get("terraform/main.tf") as string;
  const label = functionName.replaceAll("-", "_");
  const block = (type: string, name: string) =>
    new RegExp(`^resource "${type}" "${name}" \\{\n([\\s\\S]*?)\n\\}`, "m").exec(text)?.[1];
  const body = block("alicloud_fcv3_function", label);
  const deployed = readManifest("s.yaml").find(({ name }) => name === functionName);
  expect(body).toContain(`function_name = "${functionName}-staging"`);
  expect(body).toContain(`memory_size   = ${deployed?.memorySize}`);
  expect(body).toMatch(/log_begin_rule += {1,2}"None"/);
  for (const { triggerName, triggerType } of deployed?.triggers ?? [])
    expect(block("alicloud_fcv3_trigger", `${label}_${triggerName}`)).toContain(
      `trigger_type   = "${triggerType}"`,
    );
  expect(text).not.toContain("undefined");
});

test("the documents name files that are written, parameters that the templates have, and every alarm", async () => {
  const paths = ["docs/start/deploy.md", "docs/operate/stacks.md", "docs/operate/observe.md"];
  const text = (await Promise.all(paths.map((path) => readFile(path, "utf8")))).join("\n");
  const named = [...text.matchAll(/\bdist\/((?:ros|observability|terraform|ram)\/[\w.-]+\.\w+)/g)];
  expect(named.length).toBeGreaterThan(3);
  for (const [, path] of named) expect([...files.keys()]).toContain(path);
  const templates = ["ros/roles.json", "ros/deployer.json", "observability/logs.json"].map((path) =>
    JSON.parse(files.get(path) as string),
  );
  const parameters = templates.flatMap((template) => Object.keys(template.Parameters));
  for (const [, key] of text.matchAll(/ParameterKey (\w+)/g)) expect(parameters).toContain(key);
  for (const { name } of alarms) expect(text).toMatch(new RegExp(`^\\| \`${name}\` \\|`, "m"));
});
