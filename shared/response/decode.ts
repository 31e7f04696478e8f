import type * as z from "zod/mini";
import { parseJson } from "../json/parse.ts";
import { isObject, join } from "../json/path.ts";
import { type Encoding, encodings, required } from "../schema/fields.ts";

/** A longer text, or one that nests deeper, stays the string it is. */
const longestText = 4 * 1024 * 1024;
const deepest = 64;

export interface Decoded {
  readonly value: unknown;
  /** Paths of the strings that should carry a value but can't be read. */
  readonly undecoded: readonly string[];
}

/**
 * Turns strings that carry values into them, as the schema says, and trims the others that it knows. What it can't
 * decode stays as it came. Never throws, and a second time changes nothing.
 */
export function decode(schema: z.core.$ZodType, value: unknown): Decoded {
  const undecoded: string[] = [];
  return { value: decodeAt(schema, value, "", undecoded), undecoded };
}

function decodeAt(schema: z.core.$ZodType, value: unknown, path: string, undecoded: string[]): unknown {
  const known = required(schema);
  if (typeof value === "string") return decodeText(encodings.get(known), value, path, undecoded);
  const { def } = known._zod;
  if (def.type === "array" && Array.isArray(value))
    return value.map((element, index) => decodeAt(def.element, element, `${path}[${index}]`, undecoded));
  if (def.type === "object" && isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const field = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
        return [name, field ? decodeAt(field, inner, join(path, name), undecoded) : inner];
      }),
    );
  return value;
}

function decodeText(
  encoding: Encoding | undefined,
  text: string,
  path: string,
  undecoded: string[],
): unknown {
  const value = encoding ? readers[encoding.kind](text) : text.trim();
  if (value === undefined) {
    undecoded.push(path);
    return text;
  }
  if (encoding?.kind === "json" && encoding.inner) return decodeAt(encoding.inner, value, path, undecoded);
  return value;
}

const readers: Record<Encoding["kind"], (text: string) => unknown> = {
  json: parseContainer,
  list: (text) =>
    text
      .split(/[,，]/)
      .map((word) => word.trim())
      .filter((word) => word !== ""),
  number: parseNumber,
};

/** A JSON object or array as text, directly or after exactly one unescape; undefined where it is neither. */
export function parseContainer(text: string): object | undefined {
  if (text.length > longestText) return undefined;
  const trimmed = text.trim();
  const value = parseJson(trimmed) ?? parseJson(String(parseJson(`"${trimmed}"`)));
  return typeof value === "object" && value !== null && nestsAtMost(value, deepest) ? value : undefined;
}

function nestsAtMost(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => nestsAtMost(inner, levels - 1));
}

/** A number by JSON's grammar within ±2^53; undefined where the text is none. */
function parseNumber(text: string): number | undefined {
  const value = parseJson(text.trim());
  return typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}
