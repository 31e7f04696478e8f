import { expect, test } from "vitest";
import { newCommand } from "../../../../cli/lib/command.ts";
import { addTargetOptions, readTarget } from "../../../../cli/lib/target-options.ts";
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

test.each([
  [["--account", "me"], "argument 'me' is invalid"],
  [["--region", "cn hangzhou"], "argument 'cn hangzhou' is invalid"],
  [["--stage", "x y"], "argument 'x y' is invalid"],
  [["--stag", "x"], "--stage?"],
])("refuses %j by name", (args, message) => {
  expect(() => targetOf(args)).toThrow(message);
});

test("refuses a REGION that is not a region", () => {
  expect(() => targetOf([], { REGION: "cn hangzhou" })).toThrow(
    `REGION is "cn hangzhou". It must be a region's ID, such as cn-shanghai.`,
  );
});
