import { parseContainer } from "../../shared/json/container.ts";
import { isObject } from "../../shared/json/value.ts";
import {
  arrayOf,
  boolean,
  commaList,
  type Field,
  jsonText,
  jsonTextOf,
  numberText,
  numberTextOrNumber,
  object,
  text,
  wholeNumber,
} from "../../shared/schema/fields.ts";

/** A guess that a person must check: where it was made, and what was guessed. */
export interface Check {
  readonly path: string;
  readonly guess: string;
}

/** Names of texts that people write: a comma or a number in them means nothing. */
const prose = /(Name|Title|Description|Message|Text|Code|Id|ID|Version|Time|URL|Url|Media)$/;
/** Names of texts that belong to the caller: any JSON may be in them. */
const callersOwn = /(UserData|Extend|Extra)$/;
const numberPattern = /^\s*-?(0|[1-9]\d{0,14})(\.\d+)?\s*$/;
const listPattern = /^\s*[\w.-]+(\s*[,，]\s*[\w.-]+)+\s*$/;

/**
 * Guesses the type and encoding of a field from a sample value.
 * @param path of the field, such as `Job.Percent`
 * @param checks receives what a person must check
 * @example guessField("42", "Job.Width", checks) // numberText, and one check
 */
export function guessField(value: unknown, path: string, checks: Check[]): Field {
  const name = path.split(".").at(-1) ?? "";
  if (typeof value === "string") return guessText(value, name, path, checks);
  if (typeof value === "boolean") return boolean;
  if (typeof value === "number") {
    if (Number.isInteger(value)) return wholeNumber;
    checks.push({ path, guess: "a number, or a number as text" });
    return numberTextOrNumber;
  }
  if (Array.isArray(value)) return arrayOf(guessElement(value, path, checks));
  if (isObject(value)) return object(guessFields(value, path, checks));
  checks.push({ path, guess: "text, because the sample has null" });
  return text;
}

/** Guesses each field of an object. */
export function guessFields(value: object, path: string, checks: Check[]): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      guessField(inner, path === "" ? name : `${path}.${name}`, checks),
    ]),
  );
}

/** One field for all elements. Objects are merged, so that a member that one of them lacks is known, too. */
function guessElement(elements: readonly unknown[], path: string, checks: Check[]): Field {
  const at = `${path}[]`;
  if (elements.length === 0) checks.push({ path: at, guess: "text, because the sample has no element" });
  if (elements.length === 0) return text;
  return guessField(
    elements.every(isObject) ? Object.assign({}, ...elements.toReversed()) : elements[0],
    at,
    checks,
  );
}

function guessText(value: string, name: string, path: string, checks: Check[]): Field {
  const container = parseContainer(value);
  if (container) {
    checks.push({ path, guess: "JSON in a string" });
    const hasFields = Array.isArray(container)
      ? container.length > 0 && container.every(isObject)
      : Object.keys(container).length > 0;
    return hasFields && !callersOwn.test(name) ? jsonTextOf(guessField(container, path, checks)) : jsonText;
  }
  if (callersOwn.test(name)) {
    checks.push({ path, guess: "JSON in a string, by its name" });
    return jsonText;
  }
  if (prose.test(name)) return text;
  if (numberPattern.test(value)) {
    checks.push({ path, guess: "a number in a string" });
    return numberText;
  }
  if (listPattern.test(value)) {
    checks.push({ path, guess: "a comma list" });
    return commaList;
  }
  return text;
}
