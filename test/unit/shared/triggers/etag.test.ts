import { describe, expect, test } from "vitest";
import { etagOf, matches } from "../../../../shared/triggers/etag.ts";

const tagOf = (answer: { RequestId?: unknown }) => etagOf(JSON.stringify(answer), answer.RequestId);
const lifecycle = (retryAfter: number) => ({ phase: "running", retryAfter });

describe("etagOf", () => {
  const tag = tagOf({ RequestId: "A", Job: { JobId: "1" }, lifecycle: lifecycle(3) } as object);

  test("is a weak validator", () => {
    expect(tag).toMatch(/^W\/"[\w-]{27}"$/);
  });

  test.each([
    ["another RequestId", { RequestId: "Another-one", Job: { JobId: "1" }, lifecycle: lifecycle(3) }],
    ["another retryAfter", { RequestId: "A", Job: { JobId: "1" }, lifecycle: lifecycle(300) }],
    ["a RequestId to be escaped", { RequestId: '"\n', Job: { JobId: "1" }, lifecycle: lifecycle(3) }],
    ["a RequestId that is no text", { RequestId: null, Job: { JobId: "1" }, lifecycle: lifecycle(3) }],
  ])("stays the same with %s", (_, answer) => {
    expect(tagOf(answer)).toBe(tag);
  });

  test.each([
    ["another state", { RequestId: "A", Job: { JobId: "1" }, lifecycle: { phase: "done", retryAfter: 3 } }],
    ["another value", { RequestId: "A", Job: { JobId: "2" }, lifecycle: lifecycle(3) }],
    [
      "a RequestId further down",
      { RequestId: "A", Job: { RequestId: "B", JobId: "1" }, lifecycle: lifecycle(3) },
    ],
    ["a retryAfter in a text", { RequestId: "A", Job: { JobId: '"retryAfter":1' }, lifecycle: lifecycle(3) }],
  ])("changes with %s", (_, answer) => {
    expect(tagOf(answer)).not.toBe(tag);
  });

  test("covers the whole of an answer without a RequestId", () => {
    expect(tagOf({ Job: 1 } as object)).not.toBe(tagOf({ Job: 2 } as object));
  });

  test("covers what stands before the RequestId, too", () => {
    const answers = ["x", "y"].map((value) => ({ 1: value, RequestId: "A", Job: 1 }));
    expect(new Set(answers.map(tagOf)).size).toBe(2);
  });

  test("tells texts apart that only look like a retryAfter", () => {
    const answers = ['"retryAfter":1', '"retryAfter":2'].map((text) => ({ Job: text }) as object);
    expect(new Set(answers.map(tagOf)).size).toBe(2);
  });
});

describe("matches", () => {
  const tag = 'W/"abc-1"';

  test.each(['W/"abc-1"', '"abc-1"', '"x", W/"abc-1"', ' W/"abc-1" ,"y"', "*", " * "])(
    "%s names it",
    (header) => {
      expect(matches(header, tag)).toBe(true);
    },
  );

  test.each(["", "abc-1", 'W/"abc-2"', '"abc"', '"x, abc-1"', '"*"', "**", 'W/"abc-1'])(
    "%j doesn't",
    (header) => {
      expect(matches(header, tag)).toBe(false);
    },
  );
});
