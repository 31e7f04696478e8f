import { describe, expect, test } from "vitest";
import { etagOf, matches } from "../../../../shared/triggers/etag.ts";

describe("etagOf", () => {
  test("is a weak validator, the same for the same text and another for another", () => {
    const tags = ["{}", "{}", '{"Job":"é"}', ""].map(etagOf);
    for (const tag of tags) expect(tag).toMatch(/^W\/"[\w-]{27}"$/);
    expect(tags[0]).toBe(tags[1]);
    expect(new Set(tags).size).toBe(3);
  });
});

describe("matches", () => {
  const tag = 'W/"abc-1"';

  test.each(['W/"abc-1"', '"abc-1"', '"x", W/"abc-1"', ' W/"abc-1" ,"y"', "*", " * "])(
    "%s names it",
    (header) => {
      expect(matches(header, tag)).toBe(true);
    },
  );

  test.each(["", "abc-1", 'W/"abc-2"', '"abc"', '"x, abc-1"', '"*"', "**", 'W/"abc-1'])(
    "%j doesn't",
    (header) => {
      expect(matches(header, tag)).toBe(false);
    },
  );
});
