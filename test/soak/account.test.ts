import { expect, test } from "vitest";
import { openAccount } from "./account.ts";

const answered = { operation: "GetMediaConvertJob", caller: "direct", outcome: "answered" };
const failed = { ...answered, outcome: "failed", code: "NotFound" };

test("two accounts of the same invocations agree, whoever tells first", () => {
  const account = openAccount();
  account.seen("1", answered);
  account.logged("1", { ...answered, code: undefined });
  account.logged("2", failed);
  account.seen("2", failed);
  expect(account.agreed).toEqual([answered, failed]);
  expect(account.differences).toEqual([]);
  expect(account.pending()).toEqual([]);
});

test.each([
  { seen: answered, logged: failed },
  { seen: failed, logged: { ...failed, code: "Throttled" } },
  { seen: answered, logged: { ...answered, caller: "http" } },
])("what they tell differently is told of both: %j", ({ seen, logged }) => {
  const account = openAccount();
  account.seen("1", seen);
  account.logged("1", logged);
  expect(account.agreed).toEqual([]);
  expect(account.differences).toEqual([expect.stringMatching(/^1 was seen as .*, logged as /)]);
});

test("what only one of them tells is missing from the other", () => {
  const account = openAccount();
  account.seen("1", answered);
  account.logged("2", failed);
  expect(account.pending()).toEqual([
    "1 was only seen: GetMediaConvertJob direct answered",
    "2 was only logged: GetMediaConvertJob direct failed NotFound",
  ]);
});

test("an invocation that one of them tells twice is a difference", () => {
  const account = openAccount();
  account.logged("1", answered);
  account.logged("1", answered);
  expect(account.differences).toEqual(["1 was logged twice: GetMediaConvertJob direct answered"]);
});
