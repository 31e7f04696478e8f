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

/** Reads a path. Answers undefined where the text is not a path. */
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

/** A path's text with a name appended. */
export function appendName(path: string, name: string): string {
  if (!plainName.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}
