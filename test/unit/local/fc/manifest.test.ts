/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: Serverless Devs writes its variables so */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readManifest } from "../../../../local/fc/manifest.ts";
import { replaceVariables } from "../../../../local/fc/manifest-variables.ts";

function manifest(text: string, env: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(join(tmpdir(), "manifest-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "s.yaml");
  writeFileSync(path, text);
  return { folder, path, read: () => readManifest(path, env) };
}

const yaml = `
edition: 3.0.0
vars: { region: "\${env('REGION', 'cn-shanghai')}", suffix: "\${env('STAGE', '') && '-' + env('STAGE', '')}" }
x-shared: &shared
  region: \${vars.region}
  handler: index.handler
  memorySize: 256
  environmentVariables: { A: "\${env('A', 'fallback')} and \${vars.region}" }
resources:
  fn:
    component: fc3
    props:
      <<: *shared
      functionName: fn\${vars.suffix}
      code: ./dist/fn
      role: Reader
      timeout: 7
`;

test("anchors are merged, variables are put in and Function Compute's defaults are filled in", () => {
  const { folder, read } = manifest(yaml);
  expect(read()).toEqual([
    {
      name: "fn",
      region: "cn-shanghai",
      handler: "index.handler",
      code: join(folder, "dist/fn"),
      timeout: 7,
      memorySize: 256,
      role: "acs:ram::1000000000000001:role/reader",
      environmentVariables: { A: "fallback and cn-shanghai" },
      instanceLifecycleConfig: {},
      asyncInvokeConfig: {
        maxAsyncRetryAttempts: 3,
        maxAsyncEventAgeInSeconds: 86_400,
        destinationConfig: {},
      },
      triggers: [],
    },
  ]);
});

test("the environment is what env() reads", () => {
  const { read } = manifest(yaml, { REGION: "cn-beijing", STAGE: "test", A: "own" });
  expect(read()[0]).toMatchObject({
    name: "fn",
    region: "cn-beijing",
    environmentVariables: { A: "own and cn-beijing" },
  });
});

test("what can't be read is told by file and place", () => {
  const wrongProp = manifest(yaml.replace("timeout: 7", "timeout: seven"));
  expect(wrongProp.read).toThrow(wrongProp.path);
  expect(wrongProp.read).toThrow("resources.fn.props.timeout");
  expect(manifest(yaml.replace("vars.suffix", "vars.sufix")).read).toThrow("{vars.sufix} has no value");
  expect(manifest(yaml.replace("env('A', 'fallback')", "env('A')")).read).toThrow("{env('A')} has no value");
  expect(manifest("resources: [").read).toThrow("can't be read as a manifest");
  expect(() => readManifest("/nowhere/s.yaml")).toThrow("/nowhere/s.yaml");
});

test.each([
  ["", "fn"],
  ["test", "fn-test"],
])("the stage %j makes the name %s", (STAGE, name) => {
  const names = { first: "fn${vars.suffix}", nested: ["${env('STAGE', '') && '-' + vars.stage}"] };
  const vars = { stage: "${env('STAGE')}", suffix: "${env('STAGE', '') && '-' + env('STAGE', '')}" };
  expect(replaceVariables(names, vars, { STAGE })).toEqual({ first: name, nested: [name.slice(2)] });
});
