import { parseArgs } from "node:util";
import { nearest } from "../shared/validation/nearest.ts";
import { UsageError } from "./usage-error.ts";

/** The one of `known` that has the name. @throws UsageError with the nearest one */
export function named<Thing extends { readonly name: string }>(known: readonly Thing[], name: string): Thing {
  const found = known.find((each) => each.name === name);
  if (!found)
    throw unknown(
      name,
      known.map((each) => each.name),
    );
  return found;
}

/**
 * Reads options that take a text, and switches, whose `value` is "". There are no positional arguments.
 * @throws UsageError that names what is wrong, with the nearest option
 */
export function readOptions(
  args: readonly string[],
  options: readonly { readonly name: string; readonly value: string }[],
): Readonly<Record<string, unknown>> {
  const config = options.map(({ name, value }) => [name, { type: value === "" ? "boolean" : "string" }]);
  try {
    return { ...parseArgs({ args: [...args], options: Object.fromEntries(config) }).values };
  } catch (error) {
    const { message } = error as Error;
    const name = /^Unknown option '(--[^']+)'/.exec(message)?.[1];
    if (name === undefined) throw new UsageError(message);
    throw unknown(
      name,
      options.map((option) => `--${option.name}`),
    );
  }
}

function unknown(name: string, known: readonly string[]): UsageError {
  const meant = nearest(name, known);
  return new UsageError(
    `${name} is not known; ${meant ? `did you mean ${meant}?` : `known are ${known.join(", ")}.`}`,
  );
}
