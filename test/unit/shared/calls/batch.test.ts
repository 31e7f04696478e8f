import { describe, expect, test } from "vitest";
import { askInChunks } from "../../../../shared/calls/batch.ts";
import type { ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import type { Document } from "../../../../shared/operation.ts";

const model = { ids: "Ids", chunk: 3, found: "Found", id: "Id", ignored: "Ignored" };
const idsOf = (text: string) => text.split("");
const item = (Id: string) => ({ Id });
const foundAll = (ids: readonly string[]): Document => ({
  RequestId: ids[0],
  Found: ids.map(item),
  Ignored: [],
});

/** Asks for IDs; records what was asked. */
async function run(ids: string, respond: (ids: string) => Document | ErrorCode) {
  const asked: string[] = [];
  const batch = await askInChunks(model, idsOf(ids), async (chunk) => {
    asked.push(chunk.join(""));
    const answer = respond(chunk.join(""));
    if (typeof answer === "string") throw new ProblemError(answer);
    return answer;
  });
  return { ...batch, asked };
}

describe("askInChunks", () => {
  test.each([
    ["a", ["a"]],
    ["abc", ["abc"]],
    ["abcd", ["abc", "d"]],
    ["abcdefgh", ["abc", "def", "gh"]],
  ])("%s goes out as %j", async (ids, chunks) => {
    const { asked, document, ...rest } = await run(ids, (chunk) => foundAll(idsOf(chunk)));
    expect(asked).toEqual(chunks);
    expect(document).toEqual({ RequestId: "a", Found: idsOf(ids).map(item), Ignored: [] });
    expect(rest).toEqual({ missing: [], unanswered: [] });
  });

  test("asks four chunks side by side, and answers in the order asked", async () => {
    let underWay = 0;
    let most = 0;
    const ids = idsOf("abcdefghijklmnopqrst");
    const { document } = await askInChunks(model, ids, async (chunk) => {
      most = Math.max(most, ++underWay);
      // The later a chunk is asked, the sooner it is answered.
      for (let turn = 0; turn < 20 - ids.indexOf(chunk[0] as string); turn++) await Promise.resolve();
      underWay--;
      return foundAll(chunk);
    });
    expect(most).toBe(4);
    expect(document.Found).toEqual(ids.map(item));
    expect(document.RequestId).toBe("a");
  });

  test("puts found and ignored in the order asked, whatever ICE's is; what nobody asked for comes last", async () => {
    const { document } = await run("abcd", (chunk) =>
      chunk === "d"
        ? { Found: [item("d")], Ignored: ["z"] }
        : { Found: [item("x"), item("c"), {}], Ignored: ["y", "b", "a"] },
    );
    expect(document.Found).toEqual([item("c"), item("d"), item("x"), {}]);
    expect(document.Ignored).toEqual(["a", "b", "y", "z"]);
  });

  test("found wins over ignored", async () => {
    const { document, missing } = await run("abcd", (chunk) =>
      chunk === "abc" ? { Found: [item("a")], Ignored: ["a", "b", "d"] } : { Found: [item("d")] },
    );
    expect(document).toEqual({ Found: [item("a"), item("d")], Ignored: ["b"] });
    expect(missing).toEqual(["c"]);
  });

  test("what ICE knows neither as found nor as ignored is missing", async () => {
    const { document, missing, unanswered, stopped } = await run("abcd", () => ({ RequestId: "R" }));
    expect(document).toEqual({ RequestId: "R" });
    expect({ missing, unanswered, stopped }).toEqual({
      missing: idsOf("abcd"),
      unanswered: [],
      stopped: undefined,
    });
  });

  test("a list that is none stays as it came", async () => {
    const { document, missing } = await run("ab", () => ({ Found: "none", Ignored: { a: 1 } }));
    expect(document).toEqual({ Found: "none", Ignored: { a: 1 } });
    expect(missing).toEqual(["a", "b"]);
  });

  test("a chunk that fails leaves its IDs unanswered, and the others are asked", async () => {
    const { asked, document, missing, unanswered, stopped } = await run("abcdefghijklmnop", (chunk) =>
      chunk === "def" ? "Throttled" : chunk === "abc" ? { Found: [item("b")] } : foundAll(idsOf(chunk)),
    );
    expect(asked).toEqual(["abc", "def", "ghi", "jkl", "mno", "p"]);
    expect(document.Found).toEqual(idsOf("bghijklmnop").map(item));
    expect(missing).toEqual(["a", "c"]);
    expect(unanswered).toEqual(["d", "e", "f"]);
    expect(stopped).toEqual({ reason: "error", code: "Throttled" });
  });

  test.each<[ErrorCode, object]>([
    ["UpstreamAccessDenied", { reason: "error", code: "UpstreamAccessDenied" }],
    ["DeadlineExceeded", { reason: "deadline" }],
  ])("after %s no further chunk is asked", async (code, reason) => {
    const { asked, unanswered, stopped } = await run("abcdefghijklmnopq", (chunk) =>
      chunk === "abc" ? code : foundAll(idsOf(chunk)),
    );
    expect(asked).toEqual(["abc", "def", "ghi", "jkl"]);
    expect(unanswered).toEqual(idsOf("abcmnopq"));
    expect(stopped).toEqual(reason);
  });

  test("an ID that another chunk's answer accounts for is not unanswered", async () => {
    const { document, unanswered, stopped } = await run("abcd", (chunk) =>
      chunk === "d" ? "Throttled" : { ...foundAll(idsOf("abc")), Ignored: ["d"] },
    );
    expect(document.Ignored).toEqual(["d"]);
    expect({ unanswered, stopped }).toEqual({ unanswered: [], stopped: undefined });
  });

  test("when no chunk is answered, the first failure is the error", async () => {
    const failures: ErrorCode[] = ["Throttled", "UpstreamTimeout"];
    await expect(run("abcd", () => failures.shift() as ErrorCode)).rejects.toMatchObject({
      code: "Throttled",
    });
  });

  test("a bug is not taken for a failure of ICE's", async () => {
    const bug = new TypeError("bug");
    await expect(
      askInChunks(model, idsOf("abcd"), async (ids) => {
        if (ids.includes("d")) throw bug;
        return {};
      }),
    ).rejects.toBe(bug);
  });
});
