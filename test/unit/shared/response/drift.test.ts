import { describe, expect, test } from "vitest";
import { operation as transcoding } from "../../../../functions/get-media-convert-job/operation.ts";
import { operation as storyboard } from "../../../../functions/get-yike-storyboard-job/operation.ts";
import { operations } from "../../../../functions/index.ts";
import { operation as listing } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import { parsePath } from "../../../../shared/json/path.ts";
import type { Document, Operation } from "../../../../shared/operation.ts";
import { driftOf } from "../../../../shared/response/drift.ts";
import {
  arrayOf,
  boolean,
  commaList,
  jsonText,
  jsonTextOrObject,
  numberText,
  numberTextOrNumber,
  object,
  text,
  wholeNumber,
} from "../../../../shared/schema/fields.ts";
import { testBatch } from "../../../support/unit/operations.ts";
import { sampleOf, sampleParameters } from "../../../support/unit/samples.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

test.each(operations.map((each) => [each.name, each] as const))(
  "%s: the documented answer has none",
  (name, operation) => {
    expect(driftOf(operation, sampleOf(name), sampleParameters[name] as Document)).toEqual([]);
  },
);

const operation = {
  ...testBatch,
  answer: {
    text,
    whole: wholeNumber,
    numeric: numberText,
    either: numberTextOrNumber,
    json: jsonText,
    open: jsonTextOrObject,
    words: commaList,
    list: arrayOf(object({ inner: text })),
    strings: arrayOf(text),
    flag: boolean,
  },
} satisfies Operation;
const driftIn = (document: object) => driftOf(operation, document as Record<string, unknown>, {});
const beyond = "number beyond 2^53";

describe("fields", () => {
  test.each<[object, string, string]>([
    [{ text: 7 }, "text", "is integer"],
    [{ text: 7.5 }, "text", "is number"],
    [{ text: null }, "text", "is null"],
    [{ text: true }, "text", "is boolean"],
    [{ text: [] }, "text", "is array"],
    [{ text: {} }, "text", "is object"],
    [{ numeric: 7 }, "numeric", "is integer"],
    [{ words: [] }, "words", "is array"],
    [{ json: {} }, "json", "is object"],
    [{ open: 7 }, "open", "is integer"],
    [{ open: null }, "open", "is null"],
    [{ either: true }, "either", "is boolean"],
    [{ list: "text" }, "list", "is string"],
    [{ list: [null] }, "list[]", "is null"],
    [{ whole: 1.5 }, "whole", "is number"],
    [{ whole: "7" }, "whole", "is string"],
    [{ whole: 7.5 }, "whole", "is number"],
    [{ either: {} }, "either", "is object"],
    [{ open: [] }, "open", "is array"],
    [{ list: {} }, "list", "is object"],
    [{ list: [{ inner: "a" }, "b"] }, "list[]", "is string"],
    [{ list: [{}, { inner: 1 }] }, "list[].inner", "is integer"],
    [{ strings: ["a", null] }, "strings[]", "is null"],
    [{ flag: "true" }, "flag", "is string"],
    [{ more: 1 }, "more", "unknown field"],
    [{ list: [{ more: {} }] }, "list[].more", "unknown field"],
    [JSON.parse('{"constructor": 1}'), "constructor", "unknown field"],
    [JSON.parse('{"__proto__": {}}'), '["*"]', "unknown field"],
    [{ whole: 2 ** 53 }, "whole", beyond],
    [{ either: -(2 ** 53) }, "either", beyond],
    [{ either: 1e300 }, "either", beyond],
    [{ either: 2 ** 53 + 0.5 }, "either", beyond],
    [{ either: JSON.parse("1e400") }, "either", beyond],
    [{ open: { free: [{ deep: 2 ** 60 }] } }, "open.free[].deep", beyond],
    [{ open: { "k.v": { deep: 2 ** 60 } } }, 'open["*"].deep', beyond],
  ])("%j: %s %s", (document, path, kind) => {
    expect(driftIn(document)).toEqual([{ path, kind }]);
    expect(parsePath(path)).toBeDefined();
  });

  test.each<[object, string]>([
    [{ more: { deep: [1, 2 ** 53] } }, "more.deep[]"],
    [{ more: JSON.parse("-1e400") }, "more"],
    [{ text: { deep: 2 ** 53 } }, "text.deep"],
    [{ text: 2 ** 53 }, "text"],
    [{ list: { deep: [[2 ** 53]] } }, "list.deep[][]"],
  ])("%j: an number beyond 2^53 is seen at %s", (document, path) => {
    expect(driftIn(document)).toContainEqual({ path, kind: beyond });
  });

  test("nothing differs where everything is as the schema says, or may be", () => {
    expect(
      driftIn({
        text: "a",
        whole: 7,
        either: 1.5,
        open: { any: [1, { thing: null }] },
        list: [],
        strings: ["a"],
      }),
    ).toEqual([]);
    expect(driftIn({ either: "1", open: "{}", whole: 2 ** 53 - 1 })).toEqual([]);
    expect(driftIn({ either: -1.5, whole: -(2 ** 53 - 1), numeric: "x", json: "x", words: "a,b" })).toEqual(
      [],
    );
    expect(driftIn({})).toEqual([]);
  });

  test("a name that may be no name is not shown", () => {
    const names = ["a b", "1a", "x".repeat(41), "Signature=abc", "", "é"];
    for (const name of names)
      expect(driftIn({ [name]: 1 })).toEqual([{ path: '["*"]', kind: "unknown field" }]);
    expect(driftIn({ ["x".repeat(40)]: 1 })[0]?.path).toBe("x".repeat(40));
  });

  test("the same difference is told once, and twenty at most", () => {
    expect(driftIn({ strings: Array(50).fill(1) })).toHaveLength(1);
    const strange = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`strange${index}`, 1]));
    expect(driftIn(strange)).toHaveLength(20);
  });

  test("a path is told in 256 characters at most", () => {
    const around = (inner: unknown) => ({ ["n".repeat(40)]: inner });
    const deep = Array.from({ length: 10 }).reduce(around, 2 ** 53);
    const paths = driftIn({ more: deep }).map(({ path }) => path);
    expect(paths).toEqual(["more", `more.${"n".repeat(40)}.`.padEnd(256, `${"n".repeat(40)}.`)]);
  });

  test("what stands at the deepest level allowed may be a text or null", () => {
    for (const inner of ["a", null]) {
      let deep: unknown = inner;
      for (let level = 0; level < 1_000; level++) deep = [deep];
      expect(driftIn({ more: deep })).toEqual([{ path: "more", kind: "unknown field" }]);
    }
  });

  test("an answer that nests beyond 1,000 levels is refused", () => {
    for (const around of [(value: unknown) => [value], (value: unknown) => ({ a: value })]) {
      let deep: unknown = 2 ** 53;
      for (let level = 0; level < 1_000; level++) deep = around(deep);
      expect(driftIn({ more: deep }).map((each) => each.kind)).toContain(beyond);
      for (let level = 0; level < 9_000; level++) {
        deep = around(deep);
        if (level % 1_000 === 0)
          expect(problemOf(() => driftIn({ more: deep }))).toMatchObject({
            code: "UpstreamUnusable",
            cause: "nesting",
          });
      }
    }
  });
});

describe("jobs", () => {
  const asked = { JobId: "1" };

  test.each<[string, Operation, object, object[]]>([
    ["a known word", transcoding, { Job: { JobId: "1", State: "Running\n" } }, []],
    [
      "an unknown word",
      transcoding,
      { Job: { JobId: "1", State: "Paused" } },
      [{ path: "Job.State", kind: "unknown word" }],
    ],
    [
      "the job at the top",
      storyboard,
      { JobId: "1", JobStatus: "constructor" },
      [{ path: "JobStatus", kind: "unknown word" }],
    ],
    ["no ID", transcoding, { Job: { State: "Running" } }, []],
    ["no word", storyboard, { JobId: "1" }, []],
    [
      "a word that is none",
      storyboard,
      { JobId: "1", JobStatus: 7 },
      [{ path: "JobStatus", kind: "is integer" }],
    ],
    [
      "a listed job, once",
      listing,
      { EditingBatchJobList: [{ Status: "Odd" }, { Status: "Finished" }, { Status: "Even" }] },
      [{ path: "EditingBatchJobList[].Status", kind: "unknown word" }],
    ],
    [
      "another job",
      transcoding,
      { Job: { JobId: "2" } },
      [{ path: "Job.JobId", kind: "not the ID asked for" }],
    ],
    ["the job, with a blank at its ID's edge", transcoding, { Job: { JobId: " 1 " } }, []],
    ["other jobs in a list", listing, { EditingBatchJobList: [{ JobId: "2" }] }, []],
  ])("%s", (_, of, document, drift) => {
    expect(driftOf(of, document as Record<string, unknown>, asked)).toEqual(drift);
  });
});

describe("names of the bundle's own", () => {
  const own = (path: string) => ({ path, kind: "name of the bundle's own" });

  test.each(["lifecycle", "undecoded", "missing", "unanswered", "stopped", "next"])(
    "%s at the top of an answer",
    (name) => {
      expect(driftIn({ [name]: "x" })).toEqual([own(name), { path: name, kind: "unknown field" }]);
    },
  );

  test("lifecycle on an item of a list, and nothing else there", () => {
    const document = { EditingBatchJobList: [{ lifecycle: 1 }, { next: 1 }, { lifecycle: 2 }, null] };
    expect(driftOf(listing, document, {}).filter(({ kind }) => kind.startsWith("name"))).toEqual([
      own("EditingBatchJobList[].lifecycle"),
    ]);
  });

  test("none of them inside a single job, where they collide with nothing", () => {
    expect(driftOf(transcoding, { Job: { JobId: "1", lifecycle: 1 } }, { JobId: "1" })).toEqual([
      { path: "Job.lifecycle", kind: "unknown field" },
    ]);
  });
});

test("items that are no list are told once", () => {
  expect(driftOf(listing, { EditingBatchJobList: {} }, {})).toEqual([
    { path: "EditingBatchJobList", kind: "is object" },
  ]);
});

test("what earlier answers showed stays, each difference once", () => {
  const first = driftIn({ text: 1, more: 1 });
  const second = driftOf(operation, { text: 2, whole: "1" }, {}, first);
  expect(second).toEqual([...first, { path: "whole", kind: "is string" }]);
});
