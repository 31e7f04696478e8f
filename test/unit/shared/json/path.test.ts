import { describe, expect, test } from "vitest";
import { appendName, each, parsePath } from "../../../../shared/json/path.ts";
import { isObject, member, select, trimmed } from "../../../../shared/json/value.ts";

describe("parsePath", () => {
  test.each([
    ["State", ["State"]],
    ["Job.State", ["Job", "State"]],
    ["a-b.c_1", ["a-b", "c_1"]],
    ["Jobs[]", ["Jobs", each]],
    ["Jobs[].State", ["Jobs", each, "State"]],
    ["Jobs[0][12].State", ["Jobs", 0, 12, "State"]],
    ["[]", [each]],
    ["[999999999]", [999_999_999]],
    ['["a.b"].c', ["a.b", "c"]],
    ['a["b\\"]\\u0041"]', ["a", 'b"]A']],
    ['[""]', [""]],
  ])("reads %s", (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });

  test.each([
    "",
    ".",
    ".a",
    "a.",
    "a..b",
    "a.[0]",
    "[]a",
    'a["b"]c',
    "a[",
    "a[x]",
    "a[-1]",
    "a[1e3]",
    "a[1234567890]",
    "a b",
    "é",
    "['a']",
    '["a]',
    '["\\x"]',
    '["\n"]',
    "a]",
  ])("takes %j for no path", (text) => {
    expect(parsePath(text)).toBeUndefined();
  });
});

test.each([
  ["", "a", "a"],
  ["a", "b", "a.b"],
  ["a[0]", "b-2", "a[0].b-2"],
  ["a", "b.c", 'a["b.c"]'],
  ["a", "x\ny", 'a["x\\ny"]'],
  ["", 'say "x"', '["say \\"x\\""]'],
  ["a", "", 'a[""]'],
])("appendName(%j, %j) is %j, which leads there", (path, name, joined) => {
  expect(appendName(path, name)).toBe(joined);
  expect(parsePath(joined)?.at(-1)).toBe(name);
});

test("isObject tells objects from everything else", () => {
  expect([{}, Object.create(null)].map(isObject)).toEqual([true, true]);
  expect([null, undefined, [], "a", 1, true].map(isObject)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("member finds a value's own members alone", () => {
  expect(member({ a: 1 }, "a")).toBe(1);
  expect(member(JSON.parse('{"__proto__": 2}'), "__proto__")).toBe(2);
  for (const value of [{}, [], null, undefined, "text", 7])
    for (const name of ["constructor", "__proto__", "toString", "length"])
      expect(member(value, name)).toBeUndefined();
});

test("trimmed takes blanks off a text's edges, and nothing but text", () => {
  expect(trimmed(" a b\n")).toBe("a b");
  expect([7, null, undefined, ["a"], {}].map(trimmed)).toEqual(Array(5).fill(undefined));
});

describe("select", () => {
  const document = { Job: { State: "Running", Parts: [{ S: 1 }, {}, { S: 2 }], One: { S: 3 } }, None: null };

  test.each([
    ["Job.State", ["Running"]],
    ["Job.Parts[].S", [1, 2]],
    ["Job.Parts[]", document.Job.Parts],
    ["None", [null]],
    ["None.State", []],
    ["Job.One[]", []],
    ["Job.State.length", []],
    ["Nothing[].S", []],
    ["constructor", []],
  ])("%j leads to what is there", (path, values) => {
    expect(select(document, path)).toEqual(values);
  });
});
