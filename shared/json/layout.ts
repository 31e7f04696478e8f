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
const backslash = 92;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/** The members of the object that a text holds, in the order they come. */
export function membersOf(text: string): MemberSpan[] {
  const members: MemberSpan[] = [];
  let at = afterSpace(text, text.indexOf("{") + 1);
  while (text.charCodeAt(at) !== closeBrace) {
    const start = at;
    const nameEnd = endOfString(text, start);
    const name = nameOf(text.slice(start, nameEnd));
    const value = afterSpace(text, text.indexOf(":", nameEnd) + 1);
    const elements = text.charCodeAt(value) === openBracket ? elementsOf(text, value) : undefined;
    const end = elements ? text.indexOf("]", elements.at(-1)?.end ?? value) + 1 : endOfValue(text, value);
    members.push({ name, start, value, end, elements });
    at = afterSpace(text, end);
    if (text.charCodeAt(at) === comma) at = afterSpace(text, at + 1);
  }
  return members;
}

/** The member of that name that counts: JSON.parse takes the last one. */
export function lastOf(members: readonly MemberSpan[], name: string): MemberSpan | undefined {
  return members.findLast((each) => each.name === name);
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
