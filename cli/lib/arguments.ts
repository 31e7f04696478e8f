import { parseArgs } from "node:util";
import { UsageError } from "../../client/usage-error.ts";
import { nearest } from "../../shared/validation/nearest.ts";

/** One option of a command. */
export interface CommandOption {
  readonly name: string;
  /** What it takes, such as `raw|decoded`; "" for a switch. */
  readonly value: string;
  /** Whether it may be given more than once: its values are one text then, with commas. */
  readonly list?: boolean;
}

/** Every command has it. */
const help: CommandOption = { name: "help", value: "" };

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
 * Reads options that take a text, and switches, `--help` among them. There are no positional arguments.
 * @throws UsageError that names what is wrong, with the nearest option
 */
export function readOptions(
  args: readonly string[],
  options: readonly CommandOption[],
): Readonly<Record<string, string | boolean>> {
  const known = [...options, help];
  const values = parse(args, known);
  return Object.fromEntries(
    known.flatMap((option) => {
      const given = values[option.name];
      return given === undefined ? [] : [[option.name, Array.isArray(given) ? textOf(option, given) : given]];
    }),
  );
}

/** Every value of each option, true for a switch. */
function parse(args: readonly string[], known: readonly CommandOption[]) {
  const config = known.map(({ name, value }) => [
    name,
    value === "" ? { type: "boolean" } : { type: "string", multiple: true },
  ]);
  try {
    const { values } = parseArgs({ args: [...args], options: Object.fromEntries(config) });
    return values as Readonly<Record<string, boolean | string[]>>;
  } catch (error) {
    const { message } = error as Error;
    const name = /^Unknown option '(--[^']+)'/.exec(message)?.[1];
    if (name === undefined) throw new UsageError(message);
    throw unknown(
      name,
      known.map((option) => `--${option.name}`),
    );
  }
}

function textOf({ name, list }: CommandOption, given: readonly string[]): string {
  if (given.length > 1 && !list)
    throw new UsageError(`--${name} is given ${given.length} times: it takes one value.`);
  return given.join(",");
}

function unknown(name: string, known: readonly string[]): UsageError {
  const meant = nearest(name, known);
  return new UsageError(
    `${name} is not known; ${meant ? `did you mean ${meant}?` : `known are ${known.join(", ")}.`}`,
  );
}
