import { expect, test } from "vitest";
import { functionArn, readTarget } from "../../local/deploy/target.ts";

test("account, region and stage are read; what follows the dashes is left for s", () => {
  const args = [
    "--account",
    "1234567890123456",
    "--region",
    "ap-southeast-1",
    "--stage",
    "staging",
    "--",
    "--assume-yes",
  ];
  const { target, rest } = readTarget(args);
  expect(rest).toEqual(["--assume-yes"]);
  expect(functionArn("get-live-editing-job", target)).toBe(
    "acs:fc:ap-southeast-1:1234567890123456:functions/get-live-editing-job-staging",
  );
});

test("without a word, what names an account says that it does not know it", () => {
  expect(functionArn("f", readTarget([]).target)).toMatch(/^acs:fc:[a-z-]+\d?:ACCOUNT_ID:functions\/f$/);
});

test.each([
  [["--account", "me"], "--account can't be me"],
  [["--region", "Shanghai"], "--region can't be Shanghai"],
  [["--stage", "x y"], "--stage can't be x y"],
  [["--stag", "x"], "Unknown option '--stag'"],
])("%j is refused by name", (args, message) => {
  expect(() => readTarget(args)).toThrow(message);
});
