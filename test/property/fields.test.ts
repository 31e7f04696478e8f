import fc from "fast-check";
import { expect, test } from "vitest";
import { operation as batch } from "../../functions/batch-get-yike-asset-media-infos/operation.ts";
import { operations } from "../../functions/index.ts";
import { appendName, each, type Path, parsePath } from "../../shared/json/path.ts";
import { isObject } from "../../shared/json/value.ts";
import type { Document } from "../../shared/operation.ts";
import { pick } from "../../shared/response/fields.ts";
import { viewOf } from "../../shared/response/view.ts";
import { anyJson } from "../support/unit/arbitrary.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { sampleOf } from "../support/unit/samples.ts";
import { answerOf } from "../support/unit/upstream.ts";

const names = ["Job", "State", "Outputs", "Status", "lifecycle", "a b", "__proto__", "0", ""];
const step = fc.oneof(fc.constantFrom(...names), fc.nat({ max: 3 }), fc.constant(each));
const path: fc.Arbitrary<Path> = fc.array(step, { minLength: 1, maxLength: 4 });
const { tree: answer } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<unknown>(1, "text", null, true),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie("tree"), { maxKeys: 4 }),
  ),
}));

/** Whether a value is made of a part of another: members left out, elements left out, nothing else changed. */
function isPartOf(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part)) {
    if (!Array.isArray(whole)) return false;
    let from = 0;
    return part.every((element) => {
      const at = whole.findIndex((other, index) => index >= from && isPartOf(element, other));
      from = at + 1;
      return at >= 0;
    });
  }
  if (!isObject(part)) return part === whole;
  return (
    isObject(whole) &&
    Object.keys(part).every((name) => Object.hasOwn(whole, name) && isPartOf(part[name], whole[name]))
  );
}

test("what is picked is a part of the answer", () => {
  fc.assert(
    fc.property(fc.oneof(answer, anyJson), fc.array(path, { minLength: 1, maxLength: 4 }), (whole, paths) => {
      fc.pre(isObject(whole));
      expect(isPartOf(pick(whole, paths), whole)).toBe(true);
    }),
    fuzz,
  );
});

test("more paths never take anything away, and their order doesn't matter", () => {
  fc.assert(
    fc.property(answer, path, path, (whole, one, other) => {
      fc.pre(isObject(whole));
      const both = pick(whole, [one, other]);
      expect(isPartOf(pick(whole, [one]), both)).toBe(true);
      expect(JSON.stringify(pick(whole, [other, one]))).toBe(JSON.stringify(both));
    }),
    fuzz,
  );
});

test("every value of an answer can be picked by its path", () => {
  const places = (value: unknown, at: string): [string, unknown][] => [
    ...(at === "" ? [] : [[at, value] as [string, unknown]]),
    ...(Array.isArray(value) ? value.flatMap((element, index) => places(element, `${at}[${index}]`)) : []),
    ...(isObject(value)
      ? Object.entries(value).flatMap(([name, inner]) => places(inner, appendName(at, name)))
      : []),
  ];
  for (const { name } of operations)
    for (const [at, value] of places(sampleOf(name), "")) {
      const text = JSON.stringify(pick(sampleOf(name), [parsePath(at) as Path]));
      expect(text).toContain(JSON.stringify(value));
    }
});

test("no fields remove what tells that an answer is not complete", () => {
  const additions = {
    missing: ["1"],
    unanswered: ["2"],
    stopped: { reason: "deadline" },
    next: { MediaIds: ["2"] },
  } as const;
  const field = fc.oneof(
    fc.constantFrom(
      "missing",
      "stopped.reason",
      "next.MediaIds[0]",
      "unanswered[]",
      "RequestId",
      "MediaInfos[].MediaId",
    ),
    fc.string().filter((text) => parsePath(text) !== undefined),
  );
  fc.assert(
    fc.property(answer, fc.array(field, { minLength: 1, maxLength: 3 }), (document, fields) => {
      fc.pre(isObject(document));
      const answer = answerOf(document as Document);
      const { json } = viewOf(batch, { fields }).shape({ answer, lists: {}, additions });
      expect(JSON.parse(json)).toMatchObject(additions);
    }),
    fuzz,
  );
});

test("a path's text is read as the path it was made of", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (parts) => {
      expect(parsePath(parts.reduce(appendName, ""))).toEqual(parts);
    }),
    fuzz,
  );
});

test("any text is a path or none", () => {
  const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab.[]"\\0-') }));
  fc.assert(
    fc.property(texts, (text) => {
      expect(parsePath(text)?.length).not.toBe(0);
    }),
    fuzz,
  );
});
