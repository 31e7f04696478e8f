import { lastOf, membersOf } from "./layout.ts";
import { parseJson } from "./parse.ts";
import { isObject } from "./value.ts";

/**
 * A JSON text, with the elements of one of its lists apart. V8 takes new memory for each text of more than 128 kB, which
 * may take longer than to parse it: no piece is that long, unless an element is. And the text need not be searched again
 * for its elements.
 */
export interface Pieces {
  /** All but the elements. */
  readonly text: string;
  readonly list?: List;
}

interface List {
  /** Where in the text the elements stand, with commas between them. */
  readonly at: number;
  readonly elements: readonly string[];
}

/** An object, and its JSON text. */
export interface ParsedObject {
  readonly document: Readonly<Record<string, unknown>>;
  /** All but the elements of `list`. */
  readonly text: string;
  /** The member whose elements are apart. */
  readonly list?: { readonly name: string; readonly elements: readonly string[] };
}

/** Bytes. Elements are cut out of stretches of this length, each made longer until an element ends. */
const stretch = 64 * 1024;
/** ICE gives a hundred at most. Each text takes memory besides its characters. */
const mostElements = 1000;
const openBrace = 123;
const openBracket = 91;

/**
 * Takes a text in UTF-8 apart where the first object in it is the first element of a list, as ICE writes its lists. Only
 * the beginning of each object is looked at: `parsePieces` finds out whether these are the list's elements.
 */
export function piecesOf(bytes: Buffer): Pieces {
  const start = bytes.indexOf(openBrace, 1);
  const end = bytes[start - 1] === openBracket ? bytes.lastIndexOf("}]") + 1 : -1;
  if (end <= start) return { text: bytes.toString() };
  const name = bytes.toString("utf8", start + 1, bytes.indexOf('"', start + 2) + 1);
  const border = `},{${name}`;
  const elements: string[] = [];
  for (let from = start; from < end; ) {
    const next = bytes.indexOf(border, from + stretch);
    const to = next === -1 || next > end ? end : next + 1;
    for (const element of cut(bytes.toString("utf8", from, to), border)) elements.push(element);
    if (elements.length > mostElements) return { text: bytes.toString() };
    from = to + 1;
  }
  const before = bytes.toString("utf8", 0, start);
  return { text: before + bytes.toString("utf8", end), list: { at: before.length, elements } };
}

/** Cuts a text at the comma in each border. */
function cut(text: string, border: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let found = text.indexOf(border); found !== -1; found = text.indexOf(border, start)) {
    parts.push(text.slice(start, found + 1));
    start = found + 2;
  }
  parts.push(text.slice(start));
  return parts;
}

/** The object that a text says; undefined where the text is not an object. */
export function parsePieces({ text, list }: Pieces): ParsedObject | undefined {
  const document = parseJson(text);
  if (!list) return isObject(document) ? { text, document } : undefined;
  return parsedList(text, document, list) ?? parsePieces({ text: joined(text, list) });
}

/**
 * The same where elements are apart; undefined where they are not the elements of one list. If the text is JSON without
 * them, and each of them is JSON, then the whole is JSON, too, and says this: JSON can be read in one way only.
 */
function parsedList(text: string, document: unknown, { at, elements }: List): ParsedObject | undefined {
  if (!isObject(document)) return undefined;
  const members = membersOf(text);
  const member = members.find(({ value }) => value === at - 1);
  if (!member || lastOf(members, member.name) !== member) return undefined;
  const { name } = member;
  const values: unknown[] = [];
  for (const each of elements) {
    const value = parseJson(each);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return { text, document: { ...document, [name]: values }, list: { name, elements } };
}

/** The text that was taken apart. */
const joined = (text: string, { at, elements }: List) => text.slice(0, at) + elements.join() + text.slice(at);

/** The characters of the whole text, the commas between the elements aside. */
export function lengthOf({ text, list }: ParsedObject): number {
  return list ? list.elements.reduce((sum, { length }) => sum + length, text.length) : text.length;
}
