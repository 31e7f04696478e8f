import { isObject, member } from "./value.ts";

/**
 * Where things stand in a JSON text. Every text given here has been accepted by JSON.parse: nothing is checked again.
 */

/** A stretch of a text, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A member of an object: from the quote before its name to the end of its value. */
export interface MemberSpan extends Span {
  readonly name: string;
  /** Where its value starts. */
  readonly value: number;
  /** Where the elements of its value stand, each with the white space around it; undefined where it is not an array. */
  readonly elements: readonly Span[] | undefined;
}

const quote = 34;
const comma = 44;
const colon = 58;
const backslash = 92;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/**
 * The members of the object that a text holds, in the order they come.
 * @param document what the text says, where that is at hand: long lists are found faster with it
 */
export function membersOf(text: string, document: object = {}): MemberSpan[] {
  const members: MemberSpan[] = [];
  let at = afterSpace(text, text.indexOf("{") + 1);
  while (text.charCodeAt(at) !== closeBrace) {
    const start = at;
    const nameEnd = endOfString(text, start);
    const name = nameOf(text.slice(start, nameEnd));
    const value = afterSpace(text, text.indexOf(":", nameEnd) + 1);
    const elements =
      text.charCodeAt(value) === openBracket
        ? (alikeElementsOf(text, value, member(document, name)) ?? elementsOf(text, value))
        : undefined;
    const end = elements ? text.indexOf("]", elements.at(-1)?.end ?? value) + 1 : endOfValue(text, value);
    members.push({ name, start, value, end, elements });
    at = afterSpace(text, end);
    if (text.charCodeAt(at) === comma) at = afterSpace(text, at + 1);
  }
  return members;
}

/**
 * The same as `elementsOf`, for an array of objects that all begin with the same name, as the items of a list do. What is
 * in them is not read: for 100 jobs, that takes a third of the time. Undefined where the places are not certain.
 *
 * `{"JobId"` can't stand inside a string: its first quote would end the string, and no letter follows a string. So it
 * always begins an object. If it is found exactly as often as the array has elements, and every element begins like this,
 * then these are the elements. The search would miss an element that begins with white space or with an escaped name:
 * where there may be one, the places are not certain.
 * @param values what the text says of the last array of this name
 */
function alikeElementsOf(text: string, array: number, values: unknown): Span[] | undefined {
  if (!Array.isArray(values)) return undefined;
  const name = firstNameOf(values[0]);
  // An object gives names that are numbers first, wherever they stand in its text.
  if (name === undefined || !/^[A-Za-z]\w*$/.test(name)) return undefined;
  if (!values.every((value) => firstNameOf(value) === name)) return undefined;
  if (hasLooseObjects(text, array)) return undefined;
  const begin = `{"${name}"`;
  const starts: number[] = [];
  for (let at = text.indexOf('{"', array); at !== -1; at = text.indexOf('{"', at + 2)) {
    // The value of a member is no element.
    if (text.charCodeAt(at - 1) === colon) continue;
    if (text.startsWith(begin, at)) starts.push(at);
    // A name with escapes may be the same name.
    else if (text.slice(at + 2, text.indexOf('"', at + 2)).includes("\\")) return undefined;
  }
  const first = afterSpace(text, array + 1);
  // An earlier array of the same name has other values.
  if (starts.length !== values.length || starts[0] !== first) return undefined;
  const commas = starts.slice(1).map((start) => beforeSpace(text, start));
  const end = afterSpace(text, endOfValue(text, starts.at(-1) as number));
  return starts.map((_, index) => ({
    start: (index === 0 ? array : (commas[index - 1] as number)) + 1,
    end: commas[index] ?? end,
  }));
}

/** Whether white space may stand at the beginning of objects, from a place on. Line breaks and tabs stand in no string. */
function hasLooseObjects(text: string, from: number): boolean {
  return ["\n", "\r", "\t", "{ "].some((space) => text.indexOf(space, from) !== -1);
}

function firstNameOf(value: unknown): string | undefined {
  if (isObject(value)) for (const name in value) return name;
  return undefined;
}

/** The elements of the array that starts at a place, each with the white space around it. */
function elementsOf(text: string, array: number): Span[] {
  const elements: Span[] = [];
  let start = array + 1;
  if (text.charCodeAt(afterSpace(text, start)) === closeBracket) return elements;
  for (;;) {
    const end = afterSpace(text, endOfValue(text, afterSpace(text, start)));
    elements.push({ start, end });
    if (text.charCodeAt(end) === closeBracket) return elements;
    start = end + 1;
  }
}

function nameOf(quoted: string): string {
  return quoted.includes("\\") ? JSON.parse(quoted) : quoted.slice(1, -1);
}

/** The last place before another that is no white space. */
export function beforeSpace(text: string, at: number): number {
  let before = at - 1;
  while (text.charCodeAt(before) <= 32) before--;
  return before;
}

function afterSpace(text: string, at: number): number {
  let next = at;
  while (text.charCodeAt(next) <= 32) next++;
  return next;
}

function endOfValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === quote) return endOfString(text, at);
  let depth = 0;
  for (let next = at; ; next++) {
    const code = text.charCodeAt(next);
    if (code === quote) next = endOfString(text, next) - 1;
    else if (code === openBrace || code === openBracket) depth++;
    else if (code === closeBrace || code === closeBracket) {
      if (depth === 0) return next;
      if (--depth === 0) return next + 1;
    } else if (depth === 0 && (code === comma || code <= 32)) return next;
  }
}

/** Where a string ends whose opening quote stands at a place. Looking for quotes is faster than looking at each character. */
function endOfString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === backslash) before--;
    if ((end - before) % 2 === 0) return end + 1;
  }
}
