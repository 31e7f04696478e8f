import fc from "fast-check";

/** A member of an object, as text: its name as JSON.parse reads it, and the text from its name to its value's end. */
export interface MemberText {
  readonly name: string;
  readonly text: string;
}

/** The text of an object, and what it is made of. */
export interface ObjectText {
  readonly text: string;
  readonly members: readonly MemberText[];
  /** The same with other members, each in the place of one of its own. */
  with(replace: (member: MemberText) => string): string;
}

/** Names that ICE, the bundle or JavaScript gives a meaning. */
const names = [
  "RequestId",
  "Items",
  "lifecycle",
  "stopped",
  "next",
  "missing",
  "retryAfter",
  "__proto__",
  "constructor",
  "a",
  "1",
  "",
];

const space = fc.string({ unit: fc.constantFrom(" ", "\t", "\n", "\r"), maxLength: 2 });

const numbers = ["0", "-0", "1.50", "1e3", "1E+2", "-0.0e-7", "12345678901234567890", "1e400", "0.1"];

const pieces = ["a", " ", "{", "}", "[", "]", ",", ":", "媒", "😀", "'", "retryAfter"];
const escapes = ['\\"', "\\\\", "\\/", "\\n", "\\u0041", "\\ud83d\\ude00", "\\udc00", "\\u0022"];
const string = fc
  .array(fc.constantFrom(...pieces, ...escapes), { maxLength: 5 })
  .map((parts) => `"${parts.join("")}"`);

/** A name in quotes, some of its letters escaped. */
const name = fc
  .tuple(fc.constantFrom(...names), fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), fc.nat(3))
  .map(([plain, escaped, kind]) => {
    const letters = [...plain].map((letter, index) =>
      kind === 0 && escaped[index] ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}` : letter,
    );
    return { plain, quoted: `"${letters.join("")}"` };
  });

const { value, array, member } = fc.letrec<{
  value: string;
  array: string;
  object: string;
  member: MemberText;
}>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("null", "true", "false", ...numbers),
    string,
    tie("array"),
    tie("object"),
  ),
  array: fc
    .tuple(space, fc.array(fc.tuple(space, tie("value"), space), { maxLength: 4 }))
    .map(([inside, elements]) =>
      elements.length === 0 ? `[${inside}]` : `[${elements.map((parts) => parts.join("")).join(",")}]`,
    ),
  member: fc.tuple(name, space, space, tie("value")).map(([{ plain, quoted }, before, after, text]) => ({
    name: plain,
    text: `${quoted}${before}:${after}${text}`,
  })),
  object: fc
    .tuple(space, fc.array(fc.tuple(space, tie("member"), space), { maxLength: 4 }))
    .map(([inside, members]) => joined(inside, members, ({ text }) => text)),
}));

type Placed = readonly [before: string, member: MemberText, after: string];

function joined(inside: string, members: readonly Placed[], textOf: (member: MemberText) => string): string {
  if (members.length === 0) return `{${inside}}`;
  return `{${members.map(([before, each, after]) => before + textOf(each) + after).join(",")}}`;
}

const items: fc.Arbitrary<MemberText> = fc
  .tuple(space, array)
  .map(([before, list]) => ({ name: "Items", text: `"Items"${before}:${list}` }));

/** The text of any JSON value. */
export const anyValueText = value;

/** The text of any object: any white space, spellings, names and duplicates. Mostly one of its members is a list. */
export const anyObjectText: fc.Arbitrary<ObjectText> = fc
  .tuple(
    space,
    space,
    space,
    fc.array(fc.tuple(space, fc.oneof({ weight: 3, arbitrary: member }, items), space), { maxLength: 6 }),
  )
  .map(([before, inside, after, members]) => {
    const text = (textOf: (member: MemberText) => string) => before + joined(inside, members, textOf) + after;
    return { text: text((each) => each.text), members: members.map(([, each]) => each), with: text };
  });

const alikeName = fc.oneof(
  { weight: 8, arbitrary: fc.constant('"Id"') },
  { weight: 1, arbitrary: fc.constantFrom('"\\u0049d"', '"I\\u0064"', '"1"', '"other"') },
);
const rarely = fc.oneof({ weight: 12, arbitrary: fc.constant("") }, { weight: 1, arbitrary: space });

/** An object that begins with `"Id"`, in some spelling, mostly without white space. */
const { alike } = fc.letrec<{ alike: string; inner: string }>((tie) => ({
  inner: fc.oneof(
    { depthSize: "small", maxDepth: 2 },
    {
      weight: 4,
      arbitrary: fc.constantFrom("1", '"},{"', '"{\\"Id\\":1},{\\"Id\\""', '"["', '"{ "', "{}", "[]"),
    },
    tie("alike"),
    fc.array(tie("alike"), { maxLength: 2 }).map((elements) => `[${elements.join()}]`),
  ),
  alike: fc
    .tuple(rarely, alikeName, rarely, tie("inner"), fc.option(tie("inner")), rarely)
    .map(
      ([before, quoted, middle, first, second, after]) =>
        `{${before}${quoted}${middle}:${middle}${first}${second === null ? "" : `,"more":${second}`}${after}}`,
    ),
}));

/** The text of an object with one or two lists. Most of their objects begin alike, without white space, as services write them. */
export const alikeListsText: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.constantFrom('"Items"', '"Items"', '"\\u0049tems"', '"more"'),
      fc.array(fc.tuple(rarely, fc.oneof({ weight: 20, arbitrary: alike }, anyValueText), rarely), {
        maxLength: 3,
      }),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((lists) => {
    const members = lists.map(
      ([quoted, elements]) => `${quoted}:[${elements.map((parts) => parts.join("")).join()}]`,
    );
    return `{"RequestId":"r",${members.join()},"last":1}`;
  });
