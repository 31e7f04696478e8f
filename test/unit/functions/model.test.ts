import { describe, expect, test } from "vitest";
import { operations } from "../../../functions/index.ts";
import type { Operation } from "../../../shared/operation.ts";
import { validateFor } from "../../../shared/validation/all-rules.ts";
import fields from "../../data/fields.json" with { type: "json" };
import { pathsOf } from "../../support/unit/field-paths.ts";
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

const documented = (operations as readonly Operation[]).flatMap((operation) => {
  const conforms = conformance[operation.name];
  return conforms ? [[operation.name, operation, conforms] as const] : [];
});

test("there is a function for every operation of test/data/fields.json", () => {
  expect(documented.map(([name]) => name).sort()).toEqual(Object.keys(conformance).sort());
});

describe.each(documented)("%s", (name, operation, { request, response }) => {
  test("its model has every documented field in its types and encodings, and no other", () => {
    expect(pathsOf({ type: "object", fields: operation.answer })).toEqual(response);
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
