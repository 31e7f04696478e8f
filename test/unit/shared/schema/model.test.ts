import { expect, test } from "vitest";
import * as z from "zod/mini";
import { kindOf, modelOf } from "../../../../shared/schema/model.ts";

test.each<[string[], z.ZodMiniType]>([
  [["string"], z.string()],
  [["string"], z.optional(z.string())],
  [["integer"], z.int()],
  [["integer", "number"], z.number()],
  [["boolean"], z.boolean()],
  [["array"], z.array(z.string())],
  [["object"], z.looseObject({})],
  [["string", "integer", "number"], z.union([z.string(), z.number()])],
  [["string", "object"], z.optional(z.union([z.string(), z.looseObject({})]))],
])("a schema foresees %j", (kinds, schema) => {
  expect([...modelOf(schema).kinds]).toEqual(kinds);
});

test("members and elements are foreseen in their turn, in one of several kinds too", () => {
  const item = z.optional(z.looseObject({ size: z.optional(z.int()) }));
  const model = modelOf(z.union([z.string(), z.looseObject({ name: z.string() }), z.array(item)]));
  expect([...model.members].map(([name, { kinds }]) => [name, ...kinds])).toEqual([["name", "string"]]);
  expect([...(model.element?.members.get("size")?.kinds ?? [])]).toEqual(["integer"]);
  expect(modelOf(z.string())).toMatchObject({ members: new Map(), element: undefined });
});

test("a schema is read once", () => {
  const schema = z.looseObject({ name: z.string() });
  expect(modelOf(schema)).toBe(modelOf(schema));
});

test.each([
  [null, "null"],
  [[], "array"],
  [{}, "object"],
  ["1", "string"],
  [true, "boolean"],
  [1.5, "number"],
  [-1, "integer"],
  [2 ** 53 - 1, "integer"],
  [2 ** 53, "number beyond 2^53"],
  [-(2 ** 53), "number beyond 2^53"],
])("%j is of kind %s", (value, kind) => {
  expect(kindOf(value)).toBe(kind);
});
