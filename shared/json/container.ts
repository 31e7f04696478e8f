import { parseJson } from "./parse.ts";

/** A longer text, or one that nests deeper, stays the string it is. */
const longestText = 4 * 1024 * 1024;
const deepestNesting = 64;

/** A JSON object or array as text, directly or after exactly one unescape; undefined where it is neither. */
export function parseContainer(text: string): object | undefined {
  if (text.length > longestText) return undefined;
  const trimmed = text.trim();
  const value = parseJson(trimmed) ?? parseJson(String(parseJson(`"${trimmed}"`)));
  return typeof value === "object" && value !== null && nestsAtMost(value, deepestNesting)
    ? value
    : undefined;
}

function nestsAtMost(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => nestsAtMost(inner, levels - 1));
}
