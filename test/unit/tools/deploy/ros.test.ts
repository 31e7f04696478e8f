import { expect, test } from "vitest";
import { operations } from "../../../../functions/index.ts";
import { readManifest } from "../../../../local/fc/manifest.ts";
import type { Operation } from "../../../../shared/operation.ts";
import { logsTemplate } from "../../../../tools/deploy/observability/logs.ts";
import { deployerTemplate } from "../../../../tools/deploy/ros/deployer.ts";
import { rolesTemplate } from "../../../../tools/deploy/ros/roles.ts";
import { logicalName, type Template } from "../../../../tools/deploy/ros/template.ts";
import { asWritten, renderedByVendor } from "../../../support/unit/ros.ts";

const all = operations as readonly Operation[];
const templates: readonly [string, Template][] = [
  ["roles", rolesTemplate(all)],
  ["deployer", deployerTemplate(all)],
  ["logs", logsTemplate()],
];
const roles = rolesTemplate(all);
const deployer = deployerTemplate(all);

test.each(templates)("the vendor's own classes take every property of the template %s", (_, template) => {
  expect(renderedByVendor(template)).toEqual(asWritten(template));
});

test("the vendor's classes find a wrong name, a wrong type and a missing property", () => {
  const changed = (Properties: Record<string, unknown>) => ({
    ...roles,
    Resources: { Gateway: { Type: "ALIYUN::RAM::Role" as const, Properties } },
  });
  const { RoleName, ...rest } = roles.Resources.Gateway?.Properties ?? {};
  const misspelled = changed({ ...rest, RoleName, Descripton: "x" });
  expect(renderedByVendor(misspelled)).not.toEqual(asWritten(misspelled));
  expect(() => renderedByVendor(changed(rest))).toThrow("roleName");
  expect(() => renderedByVendor(changed({ ...rest, RoleName, DeletionForce: "yes" }))).toThrow(
    "deletionForce",
  );
});

test.each(templates)("everything that the template %s refers to is in it", (_, template) => {
  const text = JSON.stringify(template);
  const names = new Set([
    "ALIYUN::Region",
    ...Object.keys(template.Parameters),
    ...Object.keys(template.Resources),
  ]);
  const referred = [...text.matchAll(/"Ref":"([\w:]+)"|"Fn::GetAtt":\["(\w+)"/g)].map(
    (match) => match[1] ?? match[2],
  );
  expect(referred.filter((name) => !names.has(name as string))).toEqual([]);
  for (const { Condition, DependsOn = [] } of Object.values(template.Resources)) {
    if (Condition) expect(template.Conditions).toHaveProperty(Condition);
    for (const name of [DependsOn].flat()) expect(template.Resources).toHaveProperty(name);
  }
});

test.each(all)(
  "the role of $functionName has the name in s.yaml, and one action",
  ({ functionName, action }) => {
    const { Properties } = roles.Resources[logicalName(functionName)] as {
      Properties: Record<string, unknown>;
    };
    const { role } = readManifest("s.yaml", {}).find(({ name }) => name === functionName) ?? {};
    expect(role).toBe(`acs:ram::1000000000000001:role/${Properties.RoleName}`);
    expect(Properties.Policies).toMatchObject([
      { PolicyDocument: { Statement: [{ Effect: "Allow", Action: [action] }] } },
    ]);
    expect(JSON.stringify(Properties.AssumeRolePolicyDocument)).toContain('"Service":["fc.aliyuncs.com"]');
  },
);

test("functions may send results nowhere unless a destination is given", () => {
  const destinations = Object.entries(roles.Parameters).filter(([name]) => name.startsWith("Destination"));
  expect(destinations.map(([name, { Default }]) => [name, Default])).toEqual([
    ["DestinationFunctions", ""],
    ["DestinationQueues", ""],
    ["DestinationEventBuses", ""],
  ]);
  for (const name of ["ToFunctions", "ToQueues", "ToEventBuses"])
    expect(roles.Resources[name]?.Condition).toBe(`HasDestination${name.slice(2)}`);
  // The parameters are lists: only joined to a text can they equal the empty text.
  expect(roles.Conditions?.HasDestinationQueues).toEqual({
    "Fn::Not": { "Fn::Equals": [{ "Fn::Join": [",", { Ref: "DestinationQueues" }] }, ""] },
  });
});

test("the deployer manages these functions, passes on their roles, and nothing else", () => {
  const { Properties } = deployer.Resources.Deployer as { Properties: Record<string, unknown> };
  const [{ PolicyDocument }] = Properties.Policies as [{ PolicyDocument: { Statement: Statement[] } }];
  const [functions, unscoped, pass] = PolicyDocument.Statement as [Statement, Statement, Statement];
  const arns = (statement: Statement) => statement.Resource.map((each) => Object.values(each)[0]);
  expect(functions.Action.every((action) => /^fc:[A-Z]\w+\*$/.test(action))).toBe(true);
  for (const arn of arns(functions))
    expect(arn).toMatch(/^acs:fc:\*:\$\{ALIYUN::TenantId\}:functions\/[a-z-]+[*/]*$/);
  expect(unscoped).toMatchObject({ Resource: ["*"] });
  expect(unscoped.Action.every((action) => /TempBucketToken|AsyncInvokeConfig/.test(action))).toBe(true);
  expect(pass.Action).toEqual(["ram:PassRole", "ram:GetRole"]);
  expect(arns(pass).sort()).toEqual(
    all.map(({ functionName }) => `acs:ram:*:\${ALIYUN::TenantId}:role/ims-functions-${functionName}`).sort(),
  );
});

test("only the given subject of the given issuer may deploy", () => {
  const { Properties } = deployer.Resources.Deployer as { Properties: Record<string, unknown> };
  expect(Properties.AssumeRolePolicyDocument).toMatchObject({
    Statement: [
      {
        Action: "sts:AssumeRoleWithOIDC",
        Condition: {
          StringEquals: {
            "oidc:iss": [{ Ref: "Issuer" }],
            "oidc:aud": [{ Ref: "Audience" }],
            "oidc:sub": [{ Ref: "Subject" }],
          },
        },
      },
    ],
  });
  expect(deployer.Parameters.Subject).not.toHaveProperty("Default");
});

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly Record<string, string>[];
}
