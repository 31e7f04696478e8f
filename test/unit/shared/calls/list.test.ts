import { describe, expect, test } from "vitest";
import { list } from "../../../../shared/calls/list.ts";
import type { ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import type { Document } from "../../../../shared/operation.ts";
import { rawView } from "../../../../shared/response/raw.ts";
import { capacityOf } from "../../../support/unit/capacity.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { testList } from "../../../support/unit/operations.ts";
import { answerOf } from "../../../support/unit/upstream.ts";

interface Options {
  /** Undefined for no control `pages`. */
  readonly limit?: number | "all" | undefined;
  readonly token?: string;
  /** Bytes. A number of one digit takes two of them, with its comma. */
  readonly sizeLimit?: number;
  /** Bytes that the function may hold. Each page takes 100, and each of its items 100 more. */
  readonly room?: number;
}

/** Follows pages that a call answers by their tokens, and reads the answer. */
async function ask(call: (token: string | undefined) => Promise<Document>, options: Options = {}) {
  const { limit, token, sizeLimit = 10_000_000, room } = { limit: "all" as const, ...options };
  const request = {
    parameters: { Kind: "x", ...(token !== undefined && { NextToken: token }) },
    controls: limit === undefined ? {} : { pages: limit },
  };
  const clock = scriptedClock();
  const capacity = capacityOf(clock, room === undefined ? {} : { bytes: room });
  const parts = await list.ask(testList, request, rawView, {
    call: async ({ NextToken, ...rest }) => {
      expect(rest).toEqual({ Kind: "x" });
      const answer = answerOf(await call(NextToken as string | undefined));
      if (room !== undefined) capacity.share().grow(100);
      return answer;
    },
    forget: () => {},
    capacity,
    clock,
    random: () => 0,
    sizeLimit,
  });
  const { stopped, next, ...document } = JSON.parse(rawView.shape(parts).json);
  if (next) expect(next).toEqual({ Kind: "x", pages: limit, NextToken: next.NextToken });
  return { document, ...(stopped && { stopped }), ...(next && { token: next.NextToken }) };
}

/** Follows pages that are given by their tokens, "" for the first; records what was asked. */
async function run(pages: Record<string, Document | ErrorCode>, options: Options = {}) {
  const asked: (string | undefined)[] = [];
  const answer = await ask(async (at) => {
    asked.push(at);
    const page = pages[at ?? ""] as Document | ErrorCode;
    if (typeof page === "string") throw new ProblemError(page);
    return page;
  }, options);
  return { ...answer, asked };
}

const pages = {
  "": { RequestId: "1", Items: [1, 2], NextToken: "a" },
  a: { RequestId: "2", Items: [3], NextToken: "b" },
  b: { RequestId: "3", Items: [4, 5], MaxResults: 2 },
};

describe("a list", () => {
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

  test.each(["", null, undefined])("a token of %j is the end", async (NextToken) => {
    expect(await run({ "": { Items: [1], NextToken } })).toEqual({
      document: { Items: [1], NextToken },
      asked: [undefined],
    });
  });

  test.each([7, {}, ["a"], true, " ", "a\nb", "é", "x".repeat(2049)])(
    "stops at a token that no call would accept: %j",
    async (NextToken) => {
      expect(await run({ "": { Items: [1], NextToken } })).toEqual({
        document: { Items: [1], NextToken },
        stopped: { reason: "invalidToken" },
        asked: [undefined],
      });
    },
  );

  test.each(["a", "", null, 7, "a\nb"])(
    "asks for one page without the control, and leaves its token %j as it is",
    async (NextToken) => {
      expect(await run({ "": { Items: [1], NextToken } }, { limit: undefined })).toEqual({
        document: { Items: [1], NextToken },
        asked: [undefined],
      });
    },
  );

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
    [7, [1, 2], "a"],
    [8, [1, 2, 3], "b"],
    [9, [1, 2, 3], "b"],
    [10, [1, 2, 3, 4, 5], undefined],
  ])("ends before the answer would be larger than %i", async (sizeLimit, Items, next) => {
    const { document, stopped, token } = await run(pages, { sizeLimit });
    expect(document.Items).toEqual(Items);
    expect(token).toBe(next);
    expect(stopped).toEqual(next && { reason: "limit" });
  });

  test.each([
    [300, [1, 2], "a"],
    [499, [1, 2], "a"],
    [500, [1, 2, 3], "b"],
    [799, [1, 2, 3], "b"],
    [800, [1, 2, 3, 4, 5], undefined],
  ])("keeps what has room in %i bytes, and tells where to go on", async (room, Items, next) => {
    const { document, stopped, token } = await run(pages, { room });
    expect(document.Items).toEqual(Items);
    expect(token).toBe(next);
    expect(stopped).toEqual(next && { reason: "limit" });
  });

  test("fails where the first page has no room", async () => {
    await expect(run(pages, { room: 299 })).rejects.toMatchObject({ code: "UpstreamUnusable" });
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
    const follow = ask(async (token) => {
      if (token) throw bug;
      return { Items: [1], NextToken: "a" };
    });
    await expect(follow).rejects.toBe(bug);
  });

  test("items that are no list stay as they came, and are empty where ICE leaves them out", async () => {
    expect((await run({ "": { Items: "none" } })).document).toEqual({ Items: "none" });
    expect((await run({ "": { RequestId: "1" } })).document).toEqual({ RequestId: "1", Items: [] });
  });

  test("items of earlier pages stand in place of what is no list on the last", async () => {
    const { document } = await run({ "": { Items: [1], NextToken: "a" }, a: { Items: null } });
    expect(document).toEqual({ Items: [1] });
  });

  test("each job has its lifecycle", async () => {
    const { document } = await run({ "": { Items: [{ Id: "1", State: "Done" }, "stray"] } });
    expect(document.Items).toEqual([
      {
        Id: "1",
        State: "Done",
        lifecycle: { phase: "succeeded", state: "Done", done: true, partial: false },
      },
      "stray",
    ]);
  });
});
