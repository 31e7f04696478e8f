import { parseContainer } from "../../../shared/json/container.ts";

/** The value of a JSON text that is an object or a list; undefined for any other text. */
export function parse(text: string): unknown {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A value whose texts that hold JSON are values, too; undefined where there are none. */
export function decodedTexts(value: unknown): unknown {
  let found = false;
  const decode = (each: unknown): unknown => {
    if (typeof each === "string") {
      const inner = parseContainer(each);
      found ||= inner !== undefined;
      return inner ?? each;
    }
    if (Array.isArray(each)) return each.map(decode);
    if (typeof each !== "object" || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, decode(inner)]));
  };
  const decoded = decode(value);
  return found ? decoded : undefined;
}
