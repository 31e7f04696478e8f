import { expect, test } from "vitest";
import { functionArn, readTarget } from "../../../../tools/deploy/target.ts";

test("account, region and stage are read", () => {
  const args = ["--account", "1234567890123456", "--region", "ap-southeast-1", "--stage", "staging"];
  expect(functionArn("get-live-editing-job", readTarget(args))).toBe(
    "acs:fc:ap-southeast-1:1234567890123456:functions/get-live-editing-job-staging",
  );
});

test("without a word, what names an account says that it does not know it", () => {
  expect(functionArn("f", readTarget([]))).toMatch(/^acs:fc:[a-z-]+\d?:ACCOUNT_ID:functions\/f$/);
});

test.each([
  [["--account", "me"], `--account can't be "me": it has to be the account's ID, 5 to 20 digits.`],
  [
    ["--region", "cn hangzhou"],
    `--region can't be "cn hangzhou": it has to be a region's ID, such as cn-shanghai.`,
  ],
  [["--stage", "x y"], `--stage can't be "x y": it has to be at most 20 small letters, digits and dashes`],
  [["--stag", "x"], "--stag is not known; did you mean --stage?"],
])("%j is refused by name, with what it can be", (args, message) => {
  expect(() => readTarget(args)).toThrow(message);
});
