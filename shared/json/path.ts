import { parseJson } from "./parse.ts";

/**
 * The one grammar of paths, for `fields`, `undecoded`, errors and drift: names joined by dots, `[]` for every element
 * of a list, `[0]` for one, and `["…"]` for a name that is not made of letters, digits, `_` and `-` alone.
 */
export type Path = readonly Step[];
/** A name, the number of a list's element, or every element. */
export type Step = string | number | typeof each;
export const each = Symbol("[]");

const plainName = /^[\w-]+$/;
const step = /\.?([\w-]+)|\[(\d{1,9})\]|(\[\])|\[("(?:[^"\\]|\\.)*")\]/y;

/** Reads a path. Answers undefined where the text is none. */
export function parsePath(text: string): Path | undefined {
  const path: Step[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < text.length) {
    const dotted = text[step.lastIndex] === ".";
    const match = step.exec(text);
    if (!match) return undefined;
    const [, name, index, all, quoted] = match;
    if (name !== undefined) {
      if (dotted !== path.length > 0) return undefined;
      path.push(name);
    } else if (index !== undefined) path.push(Number(index));
    else if (all !== undefined) path.push(each);
    else {
      const unquoted = parseJson(quoted as string) as string | undefined;
      if (unquoted === undefined) return undefined;
      path.push(unquoted);
    }
  }
  return path.length > 0 ? path : undefined;
}

/** Appends a name to a path's text. */
export function join(path: string, name: string): string {
  if (!plainName.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

/** Whether a value is an object with members: neither null nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value's own member, or undefined. What it inherits, such as `constructor`, is never one. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A text without blanks at its edges; undefined where a value is none. */
export function trimmed(value: unknown): string | undefined {
  return typeof value === "string" ? value.trim() : undefined;
}

/** Every value that a path of names and `[]` leads to. Where nothing is, it leads to nothing. */
export function select(value: unknown, path: string): unknown[] {
  if (path === "") return [value];
  let found = [value];
  for (const part of path.split(".")) {
    const isList = part.endsWith("[]");
    const name = isList ? part.slice(0, -2) : part;
    const next: unknown[] = [];
    for (const from of found) {
      const inner = member(from, name);
      if (!isList) next.push(inner);
      else if (Array.isArray(inner)) for (const element of inner) next.push(element);
    }
    found = next.filter((each) => each !== undefined);
  }
  return found;
}
