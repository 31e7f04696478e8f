import { describe, expect, test } from "vitest";
import { operations } from "../../../functions/index.ts";
import type { Field } from "../../../shared/schema/fields.ts";
import { validateFor } from "../../../shared/validation/all-rules.ts";
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
    expect(fieldsOf({ type: "object", fields: operation.answer })).toEqual(response);
  });

  test("it takes every documented parameter, and no other", () => {
    expect(Object.keys(operation.parameters).sort()).toEqual(Object.keys(request).sort());
  });

  test.each(Object.entries(request))("it takes %s as documented", (parameter, documented) => {
    const { type, example, min, max, words, openWords = [] } = documented;
    const takes = (value: unknown) => {
      try {
        validateFor(operation, { ...sampleParameters[name], [parameter]: value }, "direct", 0);
        return true;
      } catch {
        return false;
      }
    };
    expect([example, ...openWords, ...(words ?? [])].filter((value) => !takes(value))).toEqual([]);
    if (words) expect(takes("Strange")).toBe(false);
    if (min !== undefined && max !== undefined)
      expect([min - 1, min, max, max + 1].map(takes)).toEqual([false, true, true, false]);
    expect(takes(type === "integer" ? "1.5" : 7)).toBe(false);
  });
});

/** A field as fields.json writes it. */
function fieldsOf(field: Field, path = ""): Record<string, string> {
  const here = path === "" ? {} : { [path]: described(field) };
  if (field.type === "jsonText" && field.inner) return { ...fieldsOf(field.inner, path), ...here };
  if (field.type === "array") return { ...here, ...fieldsOf(field.element, `${path}[]`) };
  if (field.type !== "object") return here;
  const members = Object.entries(field.fields).map(([name, inner]) =>
    fieldsOf(inner, path === "" ? name : `${path}.${name}`),
  );
  return Object.assign(here, ...members);
}

/** The JSON types that a field comes in, and what its text carries. */
function described(field: Field): string {
  switch (field.type) {
    case "text":
      return "string";
    case "wholeNumber":
      return "integer";
    case "commaList":
      return "string list";
    case "numberText":
      return field.native ? "string|number number" : "string number";
    case "jsonText":
      return field.native ? "string|object json" : "string json";
    default:
      return field.type;
  }
}
