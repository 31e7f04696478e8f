import { describe, expect, test } from "vitest";
import { followPages } from "../../../../shared/calls/pages.ts";
import type { ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import type { Document } from "../../../../shared/operation.ts";

const model = { items: "Items", token: "NextToken", size: "MaxResults", from: "StartTime", to: "EndTime" };

interface Options {
  readonly limit?: number | "all";
  readonly token?: string;
  readonly sizeLimit?: number;
}

/** Follows pages that are given by their tokens, "" for the first; each takes a byte for each item. */
async function run(pages: Record<string, Document | ErrorCode>, options: Options = {}) {
  const { limit = "all", token, sizeLimit = 1_000 } = options;
  const asked: (string | undefined)[] = [];
  const result = await followPages(
    model,
    async (at) => {
      asked.push(at);
      const page = pages[at ?? ""] as Document | ErrorCode;
      if (typeof page === "string") throw new ProblemError(page);
      return page;
    },
    { limit, token, sizeLimit, sizeOf: (document) => (document.Items as unknown[] | undefined)?.length ?? 0 },
  );
  return { ...result, asked };
}

const pages = {
  "": { RequestId: "1", Items: [1, 2], NextToken: "a" },
  a: { RequestId: "2", Items: [3], NextToken: "b" },
  b: { RequestId: "3", Items: [4, 5], MaxResults: 2 },
};

describe("followPages", () => {
  test("puts the items together in the last page's document", async () => {
    expect(await run(pages)).toEqual({
      document: { RequestId: "3", Items: [1, 2, 3, 4, 5], MaxResults: 2 },
      asked: [undefined, "a", "b"],
    });
  });

  test("starts at a token", async () => {
    expect(await run(pages, { token: "a" })).toMatchObject({
      document: { Items: [3, 4, 5] },
      asked: ["a", "b"],
    });
  });

  test.each([
    [1, [1, 2], "a"],
    [2, [1, 2, 3], "b"],
  ])("ends after %i pages", async (limit, Items, token) => {
    const { document, stopped, token: next } = await run(pages, { limit });
    expect({ Items: document.Items, stopped, next }).toEqual({
      Items,
      stopped: { reason: "limit" },
      next: token,
    });
    expect(document.NextToken).toBe(token);
  });

  test("is complete when the limit is the last page", async () => {
    expect(await run(pages, { limit: 3 })).not.toHaveProperty("stopped");
  });

  test.each(["", null, undefined, 7])("a token of %j is the end", async (NextToken) => {
    expect(await run({ "": { Items: [1], NextToken } })).toEqual({
      document: { Items: [1], NextToken },
      asked: [undefined],
    });
  });

  test("goes on after an empty page with a token", async () => {
    const { document, asked } = await run({
      "": { Items: [], NextToken: "a" },
      a: { NextToken: "b" },
      b: { Items: [1] },
    });
    expect(document).toEqual({ Items: [1] });
    expect(asked).toHaveLength(3);
  });

  test("takes a page of any length", async () => {
    const Items = Array.from({ length: 300_000 }, (_, index) => index);
    const { document } = await run({ "": { Items: [], NextToken: "a" }, a: { Items } });
    expect(document.Items).toEqual(Items);
  });

  test.each<[string, Record<string, Document>, Options, unknown[]]>([
    ["its own", { "": { Items: [1], NextToken: "a" }, a: { Items: [2], NextToken: "a" } }, {}, [1, 2]],
    ["that of the call", { a: { Items: [1], NextToken: "a" } }, { token: "a" }, [1]],
    [
      "an earlier one",
      {
        "": { Items: [1], NextToken: "a" },
        a: { Items: [2], NextToken: "b" },
        b: { Items: [3], NextToken: "a" },
      },
      {},
      [1, 2, 3],
    ],
  ])("ends on a repeated token: %s", async (_, cycle, options, Items) => {
    const { document, stopped, token } = await run(cycle, options);
    expect({ Items: document.Items, stopped, token }).toEqual({
      Items,
      stopped: { reason: "repeatedToken" },
      token: undefined,
    });
  });

  test.each([
    [3, [1, 2], "a"],
    [4, [1, 2, 3], "b"],
    [5, [1, 2, 3, 4, 5], undefined],
  ])("ends before the answer would be larger than %i", async (sizeLimit, Items, next) => {
    const { document, stopped, token } = await run(pages, { sizeLimit });
    expect(document.Items).toEqual(Items);
    expect(token).toBe(next);
    expect(stopped).toEqual(next && { reason: "limit" });
  });

  test.each<[ErrorCode, object]>([
    ["Throttled", { reason: "error", code: "Throttled" }],
    ["NotFound", { reason: "error", code: "NotFound" }],
    ["DeadlineExceeded", { reason: "deadline" }],
  ])("%s keeps what was got before", async (code, stopped) => {
    expect(await run({ ...pages, b: code })).toEqual({
      document: { RequestId: "2", Items: [1, 2, 3], NextToken: "b" },
      stopped,
      token: "b",
      asked: [undefined, "a", "b"],
    });
  });

  test("the first page's failure is the error", async () => {
    await expect(run({ "": "Throttled" })).rejects.toMatchObject({ code: "Throttled" });
  });

  test("a bug is not taken for a failure of ICE's", async () => {
    const bug = new TypeError("bug");
    const follow = followPages(
      model,
      async (token) => {
        if (token) throw bug;
        return { Items: [1], NextToken: "a" };
      },
      { limit: "all", token: undefined, sizeLimit: 100, sizeOf: () => 1 },
    );
    await expect(follow).rejects.toBe(bug);
  });

  test("items that are no list stay as they came", async () => {
    expect((await run({ "": { Items: "none" } })).document).toEqual({ Items: "none" });
    expect((await run({ "": { RequestId: "1" } })).document).toEqual({ RequestId: "1" });
  });
});
