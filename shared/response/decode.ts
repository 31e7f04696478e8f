import { parseContainer } from "../json/container.ts";
import { parseJson } from "../json/parse.ts";
import { appendName } from "../json/path.ts";
import { isObject } from "../json/value.ts";
import type { Field, Fields } from "../schema/fields.ts";

export interface Decoded {
  readonly value: unknown;
  /** Paths of the texts that should carry a value but could not be decoded. */
  readonly undecoded: readonly string[];
}

/**
 * Parses embedded JSON, lists and numbers as the field says, and trims the other known texts. What can't be decoded
 * stays as it came. Never throws; decoding twice changes nothing.
 */
export function decode(field: Field, value: unknown): Decoded {
  const undecoded: string[] = [];
  return { value: decodeAt(field, value, "", undecoded), undecoded };
}

function decodeAt(field: Field, value: unknown, path: string, undecoded: string[]): unknown {
  if (typeof value === "string") return decodeText(field, value, path, undecoded);
  if (field.type === "array" && Array.isArray(value))
    return value.map((element, index) => decodeAt(field.element, element, `${path}[${index}]`, undecoded));
  if (field.type === "object" && isObject(value)) return decodeMembers(field.fields, value, path, undecoded);
  return value;
}

function decodeMembers(fields: Fields, value: object, path: string, undecoded: string[]): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return [name, field ? decodeAt(field, inner, appendName(path, name), undecoded) : inner];
    }),
  );
}

function decodeText(field: Field, text: string, path: string, undecoded: string[]): unknown {
  const value = read(field, text);
  if (value === undefined) {
    undecoded.push(path);
    return text;
  }
  return field.type === "jsonText" && field.inner ? decodeAt(field.inner, value, path, undecoded) : value;
}

function read(field: Field, text: string): unknown {
  if (field.type === "jsonText") return parseContainer(text);
  if (field.type === "numberText") return parseNumber(text);
  if (field.type !== "commaList") return text.trim();
  // \uff0c is the comma of Chinese texts. One character that is not ASCII makes the whole bundle load slower.
  return text
    .split(/[,\uff0c]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** A number by JSON's grammar and within ±2^53; undefined where the text is not one. */
function parseNumber(text: string): number | undefined {
  const value = parseJson(text.trim());
  return typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}
