import { describe, expect, it } from "vitest";
import { operations } from "../../../../functions/index.ts";
import type { Field } from "../../../../shared/schema/fields.ts";
import { guessOperation } from "../../../../tools/new-operation/guess.ts";
import { guessField } from "../../../../tools/new-operation/guess-field.ts";
import { sampleOf } from "../../../support/unit/samples.ts";

describe("the guess from a documented sample", () => {
  it.each(operations)("finds what $name is about", (operation) => {
    const { kind, functionName, members } = guessOperation(operation.name, sampleOf(operation.name));
    expect({ kind, functionName }).toEqual({ kind: operation.kind, functionName: operation.functionName });
    // Its parameters are guesses by custom; these members stand in the sample.
    for (const name of ["jobField", "itemsField", "foundField", "ignoredField", "idField", "stateField"])
      expect([name, members[name]]).toEqual([name, (operation as unknown as Record<string, unknown>)[name]]);
  });
});

describe("the guess of a field", () => {
  const guessed = (name: string, value: unknown): [Field, number] => {
    const checks: Parameters<typeof guessField>[2] = [];
    return [guessField(value, name, checks), checks.length];
  };

  it.each([
    ["Note", "plain words", "text", 0],
    ["Width", "640", "numberText", 1],
    ["Title", "640", "text", 0],
    ["Tags", "a, b", "commaList", 1],
    ["Description", "first, second", "text", 0],
    ["Settings", '{"a":1}', "jsonText", 1],
    ["UserData", "anything", "jsonText", 1],
    ["Count", 3, "wholeNumber", 0],
    ["Ratio", 1.5, "numberText", 1],
    ["IsDone", false, "boolean", 0],
    ["Empty", null, "text", 1],
    ["Items", [], "array", 1],
  ])("%s with %j is of type %s", (name, value, type, checks) => {
    const [field, count] = guessed(name, value);
    expect([field.type, count]).toEqual([type, checks]);
  });

  it("knows a member that only one of several elements has", () => {
    const [field] = guessed("Items", [{ A: "x" }, { B: 1 }]);
    expect(field).toEqual({
      type: "array",
      element: { type: "object", fields: { A: { type: "text" }, B: { type: "wholeNumber" } } },
    });
  });
});

it.each([
  ["job", {}, "not the name of an operation"],
  ["GetReelJob", {}, "has no job"],
  ["GetReelJob", { Reel: { ReelId: "1" } }, "no member that ends with State or Status"],
  ["ListReels", { Reels: [] }, "no list of jobs"],
  ["BatchGetReels", { Reels: [{ Name: "x" }] }, "no list of items"],
])("refuses %s with %j and says what is missing", (name, sample, message) => {
  expect(() => guessOperation(name, sample)).toThrow(message);
});
