import { describe, expect, it } from "vitest";
import { parsePieces, piecesOf } from "../../../../shared/json/pieces.ts";

const parse = (text: string) => parsePieces(piecesOf(Buffer.from(text)));

describe("the elements of a list", () => {
  it.each<[string, string, string[]]>([
    ["one", '{"Items":[{"Id":1}]}', ['{"Id":1}']],
    [
      "several",
      '{"Items":[{"Id":1},{"Id":2,"a":"b"},{"Id":3}]}',
      ['{"Id":1}', '{"Id":2,"a":"b"}', '{"Id":3}'],
    ],
    ["white space in them", '{"Items":[{ "Id":1 },{ "Id":2 }]}', ['{ "Id":1 }', '{ "Id":2 }']],
    ["members around them", '{"a":[1],"Items":[{"Id":1},{"Id":2}],"b":["c"]}', ['{"Id":1}', '{"Id":2}']],
    [
      "the same beginning in a text",
      '{"Items":[{"Id":"{\\"Id\\":1},{\\"Id\\""},{"Id":2}]}',
      ['{"Id":"{\\"Id\\":1},{\\"Id\\""}', '{"Id":2}'],
    ],
    [
      "a text that looks like a border",
      '{"Items":[{"Id":"{"},{"Id":"},{"}]}',
      ['{"Id":"{"}', '{"Id":"},{"}'],
    ],
    [
      "the same beginning in a member",
      '{"Items":[{"Id":{"Id":1}},{"Id":2}]}',
      ['{"Id":{"Id":1}}', '{"Id":2}'],
    ],
    [
      "a list of theirs",
      '{"Items":[{"Id":[{"a":1},{"a":1}]},{"Id":2}]}',
      ['{"Id":[{"a":1},{"a":1}]}', '{"Id":2}'],
    ],
    [
      "characters of several bytes",
      '{"媒":"体","Items":[{"Id":"é"},{"Id":"😀"}],"é":1}',
      ['{"Id":"é"}', '{"Id":"😀"}'],
    ],
    ["no member in them", '{"Items":[{}]}', ["{}"]],
    ["white space after the whole", '{"Items":[{"Id":1},{"Id":2}]}\n', ['{"Id":1}', '{"Id":2}']],
    ["another list of the name before", '{"Items":[5],"Items":[{"Id":2}]}', ['{"Id":2}']],
    [
      "the same beginning after a long one",
      `{"Items":[{"Id":"${"a".repeat(70_000)}"}],"a":[{"b":1},{"Id":2},5]}`,
      [`{"Id":"${"a".repeat(70_000)}"}`],
    ],
  ])("are apart: %s", (_, text, elements) => {
    const answer = parse(text);
    expect(answer?.document).toEqual(JSON.parse(text));
    expect(answer?.list).toEqual({ name: "Items", elements });
  });

  it.each<[string, string]>([
    ["no object", '{"Items":[5,{"Id":1}]}'],
    ["none", '{"Items":[]}'],
    ["an object before them", '{"a":{"b":1},"Items":[{"Id":1}]}'],
    ["a list within a member", '{"a":{"Items":[{"Id":1}]}}'],
    ["one that begins in another way", '{"Items":[{"Id":1},{"a":1}]}'],
    ["one that is no object", '{"Items":[{"Id":1},5]}'],
    ["white space between them", '{"Items":[{"Id":1}, {"Id":2}]}'],
    ["white space after them", '{"Items":[{"Id":1} ]}'],
    ["the same beginning in a list of theirs", '{"Items":[{"Id":[5,{"Id":1},{"Id":1}]},{"Id":2}]}'],
    ["a list of objects after them", '{"Items":[{"Id":1}],"a":[{"Id":2}]}'],
    ["a text after them that looks like their end", '{"Items":[{"Id":1}],"a":"}]"}'],
    ["white space before the whole", ' {"Items":[{"Id":1}]}'],
    ["a later list of the name", '{"Items":[{"Id":1}],"Items":[5]}'],
    ["a later list of the name, with escapes", '{"Items":[{"Id":1}],"\\u0049tems":[5]}'],
  ])("are not taken apart: %s", (_, text) => {
    expect(parse(text)).toEqual({ text, document: JSON.parse(text) });
  });

  it.each([
    "",
    '[{"Id":1},{"Id":2}]',
    '"[{}]"',
    "5",
    "null",
    '{"Items":[{"Id":1}',
    '{"Items":[{"Id":1},{"Id":2]}',
  ])("are none where the text is no object: %s", (text) => {
    expect(parse(text)).toBeUndefined();
  });

  it("are apart where they are many and long", () => {
    const items = Array.from({ length: 1000 }, (_, Id) => ({ Id, Title: "媒".repeat(500) }));
    const { text, list } = piecesOf(Buffer.from(JSON.stringify({ Items: items })));
    expect(text).toBe('{"Items":[]}');
    expect(list).toEqual({ at: 10, elements: items.map((each) => JSON.stringify(each)) });
  });

  it("stay together where they are very many", () => {
    const text = JSON.stringify({ Items: Array.from({ length: 1001 }, (_, Id) => ({ Id })) });
    expect(parse(text)).toEqual({ text, document: JSON.parse(text) });
  });
});
