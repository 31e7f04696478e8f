import { expect, test } from "vitest";
import { newCommand } from "../../../../cli/lib/command.ts";
import {
  addDeployedOptions,
  addTargetOptions,
  readTarget,
  withOptions,
} from "../../../../cli/lib/target-options.ts";
import { functionArn, type Target } from "../../../../tools/deploy/target.ts";

/** What the options of a command say. commander's errors are thrown, and not printed. */
function targetOf(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Target {
  const command = addTargetOptions(newCommand("build")).configureOutput({ writeErr: () => {} });
  command.action(() => {}).parse(args, { from: "user" });
  return readTarget(command.opts(), environment);
}

test("reads account, region and stage", () => {
  const args = ["--account", "1234567890123456", "--region", "ap-southeast-1", "--stage", "staging"];
  expect(functionArn("get-live-editing-job", targetOf(args))).toBe(
    "acs:fc:ap-southeast-1:1234567890123456:functions/get-live-editing-job-staging",
  );
});

test("names the account ACCOUNT_ID, and takes REGION or cn-shanghai, when no option is given", () => {
  expect(functionArn("f", targetOf([]))).toBe("acs:fc:cn-shanghai:ACCOUNT_ID:functions/f");
  expect(functionArn("f", targetOf([], { REGION: "cn-beijing" }))).toBe(
    "acs:fc:cn-beijing:ACCOUNT_ID:functions/f",
  );
});

test("takes account, stage and qualifier from the environment, and options first", () => {
  const variables = { FC_ACCOUNT_ID: "1234567890123456", STAGE: "staging", QUALIFIER: "prod" };
  expect(targetOf([], variables)).toEqual({
    account: "1234567890123456",
    region: "cn-shanghai",
    stage: "staging",
    qualifier: "prod",
  });
  expect(targetOf(["--stage", "next", "--qualifier", "3"], variables)).toMatchObject({
    stage: "next",
    qualifier: "3",
  });
});

test("gives the options that say which deployed functions a command calls to the environment", () => {
  const command = addDeployedOptions(newCommand("smoke")).action(() => {});
  command.parse(["--stage", "next", "--qualifier", "prod"], { from: "user" });
  expect(withOptions({ STAGE: "staging", A: "b" }, command.opts())).toEqual({
    STAGE: "next",
    QUALIFIER: "prod",
    A: "b",
  });
  expect(withOptions({ STAGE: "staging" }, {})).toEqual({ STAGE: "staging" });
});

test.each([
  [["--qualifier", "0"], "argument '0' is invalid"],
  [["--qualifier", "a b"], "argument 'a b' is invalid"],
  [["--account", "me"], "argument 'me' is invalid"],
  [["--region", "cn hangzhou"], "argument 'cn hangzhou' is invalid"],
  [["--stage", "x y"], "argument 'x y' is invalid"],
  [["--stag", "x"], "--stage?"],
])("refuses %j by name", (args, message) => {
  expect(() => targetOf(args)).toThrow(message);
});

test("refuses a STAGE that is not a stage", () => {
  expect(() => targetOf([], { STAGE: "-staging" })).toThrow('STAGE is "-staging". It must be at most 20');
});

test("refuses a REGION that is not a region", () => {
  expect(() => targetOf([], { REGION: "cn hangzhou" })).toThrow(
    `REGION is "cn hangzhou". It must be a region's ID, such as cn-shanghai.`,
  );
});
