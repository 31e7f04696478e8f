import { describe, expect, it } from "vitest";
import { membersOf } from "../../../../shared/json/layout.ts";

/** The texts of the elements of the last list of that name. */
function itemsIn(text: string): string[] | undefined {
  const list = membersOf(text, JSON.parse(text)).findLast(({ name }) => name === "Items");
  return list?.elements?.map(({ start, end }) => text.slice(start, end));
}

describe("the items of a list", () => {
  it.each<[string, string, string[]]>([
    ["one", '{"Items":[{"Id":1}]}', ['{"Id":1}']],
    [
      "several",
      '{"Items":[{"Id":1},{"Id":2,"a":"b"},{"Id":3}]}',
      ['{"Id":1}', '{"Id":2,"a":"b"}', '{"Id":3}'],
    ],
    ["members around them", '{"a":[1],"Items":[{"Id":1},{"Id":2}],"b":[{"c":1}]}', ['{"Id":1}', '{"Id":2}']],
    ["white space between them", '{"Items":[ {"Id":1} , {"Id":2}\n]}', [' {"Id":1} ', ' {"Id":2}\n']],
    ["white space in them", '{"Items":[{ "Id":1},{"Id":2}]}', ['{ "Id":1}', '{"Id":2}']],
    ["line breaks in them", '{"Items":[{\n"Id":1},{"Id":2}]}', ['{\n"Id":1}', '{"Id":2}']],
    ["tabs in them", '{"Items":[{\t"Id":1},{"Id":2}]}', ['{\t"Id":1}', '{"Id":2}']],
    ["carriage returns in them", '{"Items":[{\r"Id":1},{"Id":2}]}', ['{\r"Id":1}', '{"Id":2}']],
    [
      "the same beginning in a text",
      '{"Items":[{"Id":"{\\"Id\\":1},{\\"Id\\""},{"Id":2}]}',
      ['{"Id":"{\\"Id\\":1},{\\"Id\\""}', '{"Id":2}'],
    ],
    ["a text that ends with a brace", '{"Items":[{"Id":"{"},{"Id":"},{"}]}', ['{"Id":"{"}', '{"Id":"},{"}']],
    [
      "the same beginning in a member",
      '{"Items":[{"Id":{"Id":1}},{"Id":2}]}',
      ['{"Id":{"Id":1}}', '{"Id":2}'],
    ],
    [
      "the same beginning in a list of theirs",
      '{"Items":[{"Id":[{"Id":1},{"Id":1}]},{"Id":2}]}',
      ['{"Id":[{"Id":1},{"Id":1}]}', '{"Id":2}'],
    ],
    ["the same beginning after them", '{"Items":[{"Id":1}],"a":[{"Id":2}]}', ['{"Id":1}']],
    ["the same beginning before them", '{"a":[{"Id":2}],"Items":[{"Id":1}]}', ['{"Id":1}']],
    ["a name that is a number", '{"Items":[{"1":1},{"1":2}]}', ['{"1":1}', '{"1":2}']],
    [
      "a name that is not first in the text",
      '{"Items":[{"Id":1,"1":[{"1":2}]},{"1":3}]}',
      ['{"Id":1,"1":[{"1":2}]}', '{"1":3}'],
    ],
    [
      "an item that begins in another way",
      '{"Items":[{"Id":1},{"a":[{"Id":2}]}]}',
      ['{"Id":1}', '{"a":[{"Id":2}]}'],
    ],
    ["an item that is no object", '{"Items":[{"Id":1},5]}', ['{"Id":1}', "5"]],
    [
      "a number as a name, and the same beginning below",
      '{"Items":[{"1":1},{"Id":1,"1":[5,{"1":2}]}]}',
      ['{"1":1}', '{"Id":1,"1":[5,{"1":2}]}'],
    ],
    [
      "an item that begins in another way, and the same beginning below",
      '{"Items":[{"Id":1},{"a":[5,{"Id":2}]}]}',
      ['{"Id":1}', '{"a":[5,{"Id":2}]}'],
    ],
    ["none", '{"Items":[]}', []],
    ["an empty object", '{"Items":[{}]}', ["{}"]],
    ["an earlier list of something else", '{"Items":[5],"Items":[{"Id":2}]}', ['{"Id":2}']],
    ["an earlier list of the same name", '{"Items":[{"Id":1}],"Items":[{"Id":2}]}', ['{"Id":2}']],
    ["an earlier list, and white space", '{"Items":[{"Id":1}],"Items":[{ "Id":2}]}', ['{ "Id":2}']],
    [
      "an earlier list, and white space before some",
      '{"Items":[{"Id":1}],"Items":[{ "Id":2},{"Id":3}]}',
      ['{ "Id":2}', '{"Id":3}'],
    ],
    [
      "an earlier list, and a name with escapes",
      '{"Items":[{"Id":1}],"Items":[{"\\u0049d":2}]}',
      ['{"\\u0049d":2}'],
    ],
    ["an earlier list without such items", '{"Items":[{"a":[{"Id":0}]}],"Items":[{"Id":2}]}', ['{"Id":2}']],
    [
      "a name with escapes, and the same beginning below",
      '{"Items":[{"Id":1,"a":[5,{"Id":0}]},{"I\\u0064":2}]}',
      ['{"Id":1,"a":[5,{"Id":0}]}', '{"I\\u0064":2}'],
    ],
  ])("are found with %s", (_, text, items) => {
    expect(itemsIn(text)).toEqual(items);
  });

  // These texts are not JSON: reading an item to its end would give other places.
  it.each<[string, string, string[]]>([
    [
      "without white space",
      '{"Items":[{"Id":1]},{"Id":2]},{"Id":3}]}',
      ['{"Id":1]}', '{"Id":2]}', '{"Id":3}'],
    ],
    ["with white space between them", '{"Items":[ {"Id":1]} , {"Id":2}]}', [' {"Id":1]} ', ' {"Id":2}']],
    [
      "that hold other objects",
      '{"Items":[{"Id":{"Id":1},"a":{"b":[{"c":1}]}]},{"Id":2}]}',
      ['{"Id":{"Id":1},"a":{"b":[{"c":1}]}]}', '{"Id":2}'],
    ],
    [
      "with white space and escapes before them",
      '{ "\\u0061":[\n{ "\\u0061":1}],"Items":[{"Id":1]},{"Id":2}]}',
      ['{"Id":1]}', '{"Id":2}'],
    ],
  ])("that begin alike are found without reading them, %s", (_, text, items) => {
    const values = items.map((_, index) => ({ Id: index, a: 1 }));
    const list = membersOf(text, { a: 5, Items: values }).findLast(({ name }) => name === "Items");
    expect(list?.elements?.map(({ start, end }) => text.slice(start, end))).toEqual(items);
  });
});
