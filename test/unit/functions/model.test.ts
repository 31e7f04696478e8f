import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { operations } from "../../../functions/index.ts";
import { encodings, required } from "../../../shared/schema/fields.ts";
import fields from "../../data/fields.json" with { type: "json" };
import { sampleParameters } from "../../support/unit/samples.ts";

/**
 * test/data/fields.json says of every documented field which JSON types it comes in and what its text carries (json,
 * number, list). Paths below a field that carries JSON are those of its decoded value.
 */
interface Conformance {
  readonly request: Readonly<Record<string, DocumentedParameter>>;
  readonly response: Readonly<Record<string, string>>;
}

interface DocumentedParameter {
  readonly type: string;
  readonly example: string;
  readonly min?: number;
  readonly max?: number;
  /** Every word that it takes. */
  readonly words?: readonly string[];
  /** Words that it takes among others. */
  readonly openWords?: readonly string[];
}

const conformance: Readonly<Record<string, Conformance>> = fields;

test("there is a function for every documented operation, and no other", () => {
  expect(operations.map((each) => each.name).sort()).toEqual(Object.keys(conformance).sort());
});

describe.each(operations.map((each) => [each.name, each] as const))("%s", (name, operation) => {
  const { request, response } = conformance[name] as Conformance;
  test("its model has every documented field in its types and encodings, and no other", () => {
    expect(fieldsOf(operation.answer)).toEqual(response);
  });

  test("it takes every documented parameter, and no other", () => {
    expect(Object.keys(operation.parameters.shape).sort()).toEqual(Object.keys(request).sort());
  });

  test.each(Object.entries(request))("it takes %s as documented", (parameter, documented) => {
    const { type, example, min, max, words, openWords = [] } = documented;
    const takes = (value: unknown) =>
      z.safeParse(operation.parameters, { ...sampleParameters[name], [parameter]: value }).success;
    expect([example, ...openWords, ...(words ?? [])].filter((value) => !takes(value))).toEqual([]);
    if (words) expect(takes("Strange")).toBe(false);
    if (min !== undefined && max !== undefined)
      expect([min - 1, min, max, max + 1].map(takes)).toEqual([false, true, true, false]);
    expect(takes(type === "integer" ? "1.5" : 7)).toBe(false);
  });
});

/** A schema as fields.json writes it. */
function fieldsOf(schema: z.core.$ZodType, path = ""): Record<string, string> {
  const known = required(schema);
  const encoding = encodings.get(known);
  const here =
    path === "" ? {} : { [path]: [typesOf(known).join("|"), encoding?.kind ?? []].flat().join(" ") };
  const { def } = known._zod;
  if (encoding?.kind === "json" && encoding.inner) return { ...fieldsOf(encoding.inner, path), ...here };
  if (def.type === "array") return { ...here, ...fieldsOf(def.element, `${path}[]`) };
  if (def.type !== "object") return here;
  const members = Object.entries(def.shape).map(([name, field]) =>
    fieldsOf(field, path === "" ? name : `${path}.${name}`),
  );
  return Object.assign(here, ...members);
}

function typesOf(schema: z.core.$ZodTypes): string[] {
  const { def } = schema._zod;
  if (def.type === "union") return def.options.flatMap((each) => typesOf(required(each)));
  return [def.type === "number" && "format" in def ? "integer" : def.type];
}
