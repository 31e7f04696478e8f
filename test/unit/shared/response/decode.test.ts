import { describe, expect, test } from "vitest";
import { decode } from "../../../../shared/response/decode.ts";
import {
  arrayOf,
  commaList,
  jsonText,
  jsonTextOf,
  jsonTextOrObject,
  numberText,
  numberTextOrNumber,
  object,
  text,
  wholeNumber,
} from "../../../../shared/schema/fields.ts";

const schema = object({
  text,
  whole: wholeNumber,
  list: commaList,
  numeric: numberText,
  numericOrNumber: numberTextOrNumber,
  json: jsonText,
  jsonOrObject: jsonTextOrObject,
  shots: jsonTextOf(arrayOf(object({ id: text, count: numberText }))),
  nested: object({ items: arrayOf(object({ list: commaList })) }),
});
const decodeField = (field: string, value: unknown) => {
  const { value: answer, undecoded } = decode(schema, { [field]: value });
  return { value: (answer as Record<string, unknown>)[field], undecoded };
};

describe("decode", () => {
  test.each<[string, unknown, unknown]>([
    ["text", " a b\n", "a b"],
    ["text", "{}", "{}"],
    ["text", 7, 7],
    ["whole", 7, 7],
    ["whole", " 7", "7"],
    ["list", "a,b", ["a", "b"]],
    ["list", " a ，b, ,，c ", ["a", "b", "c"]],
    ["list", "", []],
    ["list", ["a ,b"], ["a ,b"]],
    ["numeric", "12", 12],
    ["numeric", " -1.5e3\n", -1500],
    ["numeric", "\u300012", 12],
    ["numeric", "9007199254740991", 9007199254740991],
    ["numeric", "-9007199254740991", -9007199254740991],
    ["numeric", "29.97002997002997", 29.97002997002997],
    ["numericOrNumber", "25.0", 25],
    ["numericOrNumber", 25.5, 25.5],
    ["json", '{"a": " b "}', { a: " b " }],
    ["json", " [1] ", [1]],
    ["json", '[{\\"a\\":1}]', [{ a: 1 }]],
    ["json", "[\\n1]", [1]],
    ["json", ' [{\\"a\\":1}]\n', [{ a: 1 }]],
    ["jsonOrObject", '{"a":1}', { a: 1 }],
    ["jsonOrObject", { a: " b " }, { a: " b " }],
    ["shots", '[{"id":" x ","count":"3","more":" y "}]', [{ id: "x", count: 3, more: " y " }]],
    ["shots", '[{\\"id\\":\\" x \\"}]', [{ id: "x" }]],
    ["shots", "{}", {}],
    [
      "nested",
      { items: [{ list: "a,b" }, { other: " c " }] },
      { items: [{ list: ["a", "b"] }, { other: " c " }] },
    ],
    ["nested", { items: { list: "a,b" } }, { items: { list: "a,b" } }],
    ["nested", [{ list: "a,b" }], [{ list: "a,b" }]],
    ["nested", null, null],
    ["unknown", " a,b ", " a,b "],
    ["constructor", " a ", " a "],
  ])("%s: %j is %j", (field, raw, value) => {
    expect(decodeField(field, raw)).toEqual({ value, undecoded: [] });
  });

  test.each([
    ["numeric", ""],
    ["numeric", "0.f"],
    ["numeric", "0x10"],
    ["numeric", "1 2"],
    ["numeric", "01"],
    ["numeric", ".5"],
    ["numeric", "+1"],
    ["numeric", "NaN"],
    ["numeric", "1e400"],
    ["numeric", "9007199254740992"],
    ["numeric", "-9007199254740992"],
    ["numeric", "true"],
    ["numeric", '"1"'],
    ["numericOrNumber", "n/a"],
    ["json", ""],
    ["json", " null "],
    ["json", "7"],
    ["json", '"{}"'],
    ["json", "{} or {}"],
    ["json", '{"key": "value\'}'],
    ["json", "[27][0][0][0]"],
    ["json", '[\\\\\\"a\\\\\\"]'],
    ["jsonOrObject", "text"],
    ["shots", "[{]"],
  ])("%s: %j stays as it came", (field, raw) => {
    expect(decodeField(field, raw)).toEqual({ value: raw, undecoded: [field] });
  });

  test("what is undecoded is told by its path, inside decoded values too", () => {
    const { undecoded } = decode(schema, {
      numeric: " x",
      shots: '[{"count":"1"},{"count":"many"}]',
      nested: { items: [{}, { list: "a" }] },
      json: "?",
    });
    expect(undecoded).toEqual(["numeric", "shots[1].count", "json"]);
  });

  test("keys like __proto__ are keys like any other", () => {
    const raw = JSON.parse(
      '{"__proto__": {"polluted": 1}, "json": "{\\"__proto__\\": {\\"polluted\\": 1}}"}',
    );
    const { value } = decode(schema, raw);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":1},"json":{"__proto__":{"polluted":1}}}');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test("takes an answer that is nothing of what it should be", () => {
    for (const answer of [null, "text", 7, [], true]) expect(decode(schema, answer).value).toEqual(answer);
  });
});
