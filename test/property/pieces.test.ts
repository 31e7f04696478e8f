import fc from "fast-check";
import { expect, test } from "vitest";
import { lengthOf, parsePieces, piecesOf } from "../../shared/json/pieces.ts";
import { isObject } from "../../shared/json/value.ts";
import { rawView } from "../../shared/response/raw.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { alikeListsText, anyObjectText, anyValueText } from "../support/unit/json-text.ts";

const anyText = fc.oneof(
  { weight: 4, arbitrary: alikeListsText },
  anyObjectText.map(({ text }) => text),
  anyValueText,
);

/** The object that a text says; undefined where it is none. */
function objectOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

test("a text that was taken apart says what it says as a whole, and is put together again", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const answer = parsePieces(piecesOf(Buffer.from(text)));
      const document = objectOf(text);
      expect(JSON.stringify(answer?.document)).toBe(JSON.stringify(document));
      expect(answer?.document).toEqual(document);
      if (!answer) return;
      expect(rawView.shape({ answer, lists: {}, additions: {} }).json).toBe(text);
      const commas = Math.max(0, (answer.list?.elements.length ?? 0) - 1);
      expect(lengthOf(answer) + commas).toBe(text.length);
    }),
    fuzz,
  );
});

test("a text with bytes that do not belong there says what it says as a whole, if anything", () => {
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 2 }),
    fc
      .constantFrom("{", "}", "[", "]", '"', ",", "},{", "}]", '{"Id"', '},{"Id"')
      .map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(alikeListsText, fc.nat(), fc.nat(3), anyBytes, (text, place, removed, added) => {
      const bytes = Buffer.from(text);
      const at = place % bytes.length;
      const changed = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
      const document = objectOf(changed.toString());
      expect(JSON.stringify(parsePieces(piecesOf(changed))?.document)).toBe(JSON.stringify(document));
    }),
    fuzz,
  );
});
