import fc from "fast-check";
import { expect, test } from "vitest";
import { operations } from "../../functions/index.ts";
import { parseContainer } from "../../shared/json/container.ts";
import { type Path, parsePath } from "../../shared/json/path.ts";
import { isObject } from "../../shared/json/value.ts";
import type { Document } from "../../shared/operation.ts";
import { decode } from "../../shared/response/decode.ts";
import { pick } from "../../shared/response/fields.ts";
import { anyJson, nearly } from "../support/unit/arbitrary.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { sampleOf } from "../support/unit/samples.ts";

const answers = operations.map(({ name, answer }) => [name, { type: "object", fields: answer }] as const);

test.each(answers)("%s: any answer is decoded, and a second time changes nothing", (name, answer) => {
  fc.assert(
    fc.property(fc.oneof(anyJson, nearly(sampleOf(name))), (document) => {
      const before = JSON.stringify(document);
      const { value } = decode(answer, document);
      expect(JSON.stringify(document)).toBe(before);
      expect(JSON.stringify(decode(answer, value).value)).toBe(JSON.stringify(value));
    }),
    fuzz,
  );
});

test.each(answers)("%s: what is undecoded is a string where its path says, as it came", (name, answer) => {
  fc.assert(
    fc.property(nearly(sampleOf(name)), (document) => {
      fc.pre(isObject(document));
      const { value, undecoded } = decode(answer, document);
      for (const text of undecoded) {
        const path = parsePath(text) as Path;
        const [after, before] = [value, document].map((from) => deepest(pick(from as Document, [path])));
        expect(typeof after).toBe("string");
        if (before !== undefined) expect(after).toBe(before);
      }
    }),
    fuzz,
  );
});

/** What a picked path leads to; undefined where it leads nowhere. */
function deepest(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return deepest(Object.values(value)[0]);
}

test("every JSON object and array is read from its text, directly and after one unescape", () => {
  const container = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
  fc.assert(
    fc.property(container, (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(parseContainer(` ${text}\n`))).toBe(text);
      expect(JSON.stringify(parseContainer(JSON.stringify(text).slice(1, -1)))).toBe(text);
    }),
    fuzz,
  );
});

test("no text is read as anything but an object or an array", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom(...'[]{}"\\:,1e') })),
      (text) => {
        const value = parseContainer(text);
        if (value !== undefined) expect(typeof value === "object" && value !== null).toBe(true);
      },
    ),
    fuzz,
  );
});
