import { describe, expect, test } from "vitest";
import { batch } from "../../../../shared/calls/batch.ts";
import type { ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import type { Document } from "../../../../shared/operation.ts";
import { rawView } from "../../../../shared/response/raw.ts";
import { capacityOf } from "../../../support/unit/capacity.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { testBatch } from "../../../support/unit/operations.ts";
import { answerOf } from "../../../support/unit/upstream.ts";

const idsOf = (text: string) => text.split("");
const item = (Id: string) => ({ Id });
const foundAll = (ids: readonly string[]): Document => ({
  RequestId: ids[0],
  Found: ids.map(item),
  Ignored: [],
});
const clock = scriptedClock();
const around = {
  forget: () => {},
  capacity: capacityOf(clock),
  clock,
  random: () => 0,
  sizeLimit: 1e9,
};

/** Asks for IDs with a call that answers each chunk, and reads the answer. */
async function ask(
  ids: readonly string[],
  respond: (ids: readonly string[]) => Promise<Document>,
  capacity = around.capacity,
) {
  const request = { parameters: { Ids: ids, Kind: "x" }, controls: { view: "raw" } } as const;
  const call = async ({ Ids, ...rest }: Document) => {
    expect(rest).toEqual({ Kind: "x" });
    return answerOf(await respond(Ids as readonly string[]));
  };
  const parts = await batch.ask(testBatch, request, rawView, { ...around, capacity, call });
  const { missing, unanswered, stopped, next, ...document } = JSON.parse(rawView.shape(parts).json);
  expect(next).toEqual(unanswered.length > 0 ? { Ids: unanswered, Kind: "x", view: "raw" } : undefined);
  return { document, missing, unanswered, stopped };
}

/** Asks for IDs of one letter each; records what was asked. */
async function run(ids: string, respond: (ids: string) => Document | ErrorCode) {
  const asked: string[] = [];
  const answer = await ask(idsOf(ids), async (chunk) => {
    asked.push(chunk.join(""));
    const said = respond(chunk.join(""));
    if (typeof said === "string") throw new ProblemError(said);
    return said;
  });
  return { ...answer, asked };
}

/** Asks for IDs of one letter each, and gives the text that goes out. The last answer stays. */
async function textOf(ids: string, ...answers: string[]): Promise<string> {
  const request = { parameters: { Ids: idsOf(ids) }, controls: {} };
  const call = async () => answerOf((answers.length > 1 ? answers.shift() : answers[0]) as string);
  const parts = await batch.ask(testBatch, request, rawView, { ...around, call });
  return rawView.shape(parts).json;
}

describe("a batch", () => {
  test.each([
    ["a", ["a"]],
    ["abc", ["abc"]],
    ["abcd", ["abc", "d"]],
    ["abcdefgh", ["abc", "def", "gh"]],
  ])("%s goes out as %j", async (ids, chunks) => {
    const { asked, document, ...rest } = await run(ids, (chunk) => foundAll(idsOf(chunk)));
    expect(asked).toEqual(chunks);
    expect(document).toEqual({ RequestId: "a", Found: idsOf(ids).map(item), Ignored: [] });
    expect(rest).toEqual({ missing: [], unanswered: [], stopped: undefined });
  });

  test("asks four chunks side by side, and answers in the order asked", async () => {
    let underWay = 0;
    let most = 0;
    const ids = idsOf("abcdefghijklmnopqrst");
    const { document } = await ask(ids, async (chunk) => {
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
    expect(document).toEqual({ RequestId: "R", Found: [], Ignored: [] });
    expect({ missing, unanswered, stopped }).toEqual({
      missing: idsOf("abcd"),
      unanswered: [],
      stopped: undefined,
    });
  });

  test("answers an empty list where ICE's is none", async () => {
    const { document, missing } = await run("ab", () => ({ Found: "none", Ignored: { a: 1 } }));
    expect(document).toEqual({ Found: [], Ignored: [] });
    expect(missing).toEqual(["a", "b"]);
  });

  test("a chunk that fails leaves its IDs unanswered, and those of chunks not begun", async () => {
    const { asked, document, missing, unanswered, stopped } = await run("abcdefghijklmnop", (chunk) =>
      chunk === "def" ? "Throttled" : chunk === "abc" ? { Found: [item("b")] } : foundAll(idsOf(chunk)),
    );
    expect(asked).toEqual(["abc", "def", "ghi", "jkl", "mno"]);
    expect(document.Found).toEqual(idsOf("bghijklmno").map(item));
    expect(missing).toEqual(["a", "c"]);
    expect(unanswered).toEqual(["d", "e", "f", "p"]);
    expect(stopped).toEqual({ reason: "error", code: "Throttled" });
  });

  test.each<[ErrorCode, object]>([
    ["UpstreamAccessDenied", { reason: "error", code: "UpstreamAccessDenied" }],
    ["Throttled", { reason: "error", code: "Throttled" }],
    ["UpstreamTimeout", { reason: "error", code: "UpstreamTimeout" }],
    ["UpstreamUnusable", { reason: "error", code: "UpstreamUnusable" }],
    ["DeadlineExceeded", { reason: "deadline" }],
  ])("after %s no further chunk is asked", async (code, reason) => {
    const { asked, unanswered, stopped } = await run("abcdefghijklmnopq", (chunk) =>
      chunk === "abc" ? code : foundAll(idsOf(chunk)),
    );
    expect(asked).toEqual(["abc", "def", "ghi", "jkl"]);
    expect(unanswered).toEqual(idsOf("abcmnopq"));
    expect(stopped).toEqual(reason);
  });

  test("where there is no room for another chunk, none is begun", async () => {
    const capacity = capacityOf(clock, { bytes: 89 });
    const asked: string[] = [];
    const { unanswered, stopped } = await ask(
      idsOf("abcdefghijklmnop"),
      async (chunk) => {
        asked.push(chunk.join(""));
        capacity.share().grow(15);
        return foundAll(chunk);
      },
      capacity,
    );
    expect(asked).toEqual(["abc", "def", "ghi", "jkl", "mno"]);
    expect(unanswered).toEqual(["p"]);
    expect(stopped).toEqual({ reason: "limit" });
  });

  test("an ID that another chunk's answer accounts for is not unanswered", async () => {
    const { document, unanswered, stopped } = await run("abcd", (chunk) =>
      chunk === "d" ? "Throttled" : { ...foundAll(idsOf("abc")), Ignored: ["d"] },
    );
    expect(document.Ignored).toEqual(["d"]);
    expect({ unanswered, stopped }).toEqual({ unanswered: [], stopped: undefined });
  });

  test("the other members are the first answered chunk's", async () => {
    const { document } = await run("abcdef", (chunk) =>
      chunk === "abc" ? "Throttled" : { ...foundAll(idsOf(chunk)), RequestId: chunk, Note: chunk },
    );
    expect(document).toMatchObject({ RequestId: "def", Note: "def" });
  });

  test("an item goes out as ICE's own text", async () => {
    const text =
      '{ "Found": [ {"Id":"a","Size":12345678901234567890,"Price":1.50} , {"Id":"b"}], "Ignored":[] }';
    expect(await textOf("ab", text)).toContain('{"Id":"a","Size":12345678901234567890,"Price":1.50}');
  });

  const found = '"Found": [ {"Id":"a"} ,\n {"Id":"b"} ]';
  test.each([
    ["found", `${found}, "Ignored": [ ]`],
    ["ignored", '"Found": [ ], "Ignored": [ "a" ,\n "b" ]'],
    ["both", '"Found": [ {"Id":"b"} ], "Ignored": [ "a" ]'],
  ])("the lists of an only answer stay as they are, blanks and all: %s", async (_, lists) => {
    expect(await textOf("ab", `{ ${lists} }`)).toContain(lists);
  });

  test("the lists stay as they are, too, if what other answers hold is nothing", async () => {
    const answers = [`{ ${found}, "Ignored": [ ] }`, '{"Found":[],"Ignored":[]}'];
    expect(await textOf("abcd", ...answers)).toContain(found);
  });

  test.each<[string, string, Document]>([
    ["ab", '{"Found":[{"Id":"b"},{"Id":"a"}],"Ignored":[]}', { Found: [item("a"), item("b")], Ignored: [] }],
    ["abc", '{"Found":[],"Ignored":["b","a","c"]}', { Found: [], Ignored: idsOf("abc") }],
    ["ab", '{"Found":[{"Id":"b"}],"Ignored":["a","b"]}', { Found: [item("b")], Ignored: ["a"] }],
    ["ba", '{"Found":[{"Id":"b"}],"Ignored":["a","b"]}', { Found: [item("b")], Ignored: ["a"] }],
    ["ab", '{"Found":[{"Id":"a"}]}', { Found: [item("a")], Ignored: [] }],
  ])("asked for %s, an only answer %s is put in order", async (ids, text, lists) => {
    expect(JSON.parse(await textOf(ids, text))).toMatchObject(lists);
  });

  test("an ID that the second answer ignores is not lost where the first ignores what it found", async () => {
    const first = '{"Found":[{"Id":"a"}],"Ignored":["a"]}';
    const text = await textOf("abcd", first, '{"Found":[],"Ignored":["d"]}');
    expect(JSON.parse(text)).toMatchObject({ Found: [item("a")], Ignored: ["d"] });
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
      ask(idsOf("abcd"), async (ids) => {
        if (ids.includes("d")) throw bug;
        return {};
      }),
    ).rejects.toBe(bug);
  });
});
