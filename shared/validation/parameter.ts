import { iceTimePattern, parseIceTime } from "../runtime/ice-time.ts";
import type { Parameter, Schema } from "../schema/parameter.ts";
import { parseDuration } from "./duration.ts";
import { check, converted, list, matching, oneOf, text, wholeNumber } from "./schemas.ts";

/**
 * The kinds of parameters. Each is one definition of what is accepted from the wire, of what comes out, of the text that
 * tells a caller what is wrong, and of the description that documents show. An HTTP query gives everything as text, JSON
 * gives values too: both are accepted. OpenAPI shows the schema of what comes out.
 */
type Required<Output> = Parameter<Output> & { readonly required: true };
type Optional<Output> = Parameter<Output> & { readonly required: false };

/** A parameter that must be given. Its schema is built once, at its first use. */
export function parameter<Output>(description: string, build: () => Schema<Output>): Required<Output> {
  let built: Schema<Output> | undefined;
  return {
    description,
    required: true,
    schema: () => {
      built ??= build();
      return built;
    },
  };
}

/** The same, but it may be left out. */
export function optional<Output>(given: Parameter<Output>): Optional<Output> {
  return { ...given, required: false };
}

const oneId = () =>
  matching(/^[!-+\--~]{1,128}$/, "must be 1 to 128 printable ASCII characters without comma or blank");

/** An ICE ID. The documented ones contain `*`. */
export const id = (description: string) => parameter(description, oneId);

/** Many IDs: a list, or one text with commas. What comes out are the distinct ones, in the order asked. */
export const ids = (description: string, most: number) =>
  parameter(description, () =>
    converted(
      distinctIds,
      list(
        oneId(),
        "must be a list of IDs, or one text with commas between them",
        [1, "must name at least one ID"],
        [most, `must name at most ${most} distinct IDs`],
      ),
    ),
  );

/** A whole number in plain decimal digits, or a JSON number. */
export const integer = (description: string, min: number, max: number) =>
  parameter(description, () => {
    const problem = `must be a whole number from ${min} to ${max}, in plain digits`;
    return converted(wholeNumberOf, wholeNumber(min, max, problem));
  });

/** One word of a closed list. */
export const word = <const Words extends readonly string[]>(description: string, words: Words) =>
  parameter(description, () => oneOf(words, `must be one of ${words.join(", ")}`));

/** A word of a list that may grow: the documented ones are examples. */
export const openWord = (description: string) =>
  parameter(description, () => matching(/^[\w-]{1,64}$/, "must be 1 to 64 letters, digits, - or _"));

/** A time as ICE takes it: to the second, in UTC. */
export const time = (description: string) =>
  parameter(description, () => {
    const problem = "must be a real time in UTC, as yyyy-MM-ddTHH:mm:ssZ";
    return matching(
      iceTimePattern,
      problem,
      check((value) => parseIceTime(value) !== undefined, problem),
    );
  });

/** A duration, kept as the text that it is: `parseDuration` reads it. @param most in seconds */
export const duration = (description: string, most: number) =>
  parameter(description, () => {
    const problem = `must be a duration of at most ${most / 86_400} days, such as 15m, 1h30m or PT15M`;
    const fits = (value: string) => (parseDuration(value) ?? Number.POSITIVE_INFINITY) <= most;
    return text(problem, check(fits, problem));
  });

/** A page token: base64, in which a `+` that crossed a query unencoded has become a blank. */
export const token = (description: string) =>
  parameter(description, () =>
    converted(blankToPlus, matching(tokenPattern, "must be the NextToken of an earlier answer, unchanged")),
  );

/** What validation takes for a page token. */
export const tokenPattern = /^[!-~]{1,2048}$/;

function blankToPlus(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll(" ", "+") : value;
}

/** The number that plain digits make. Anything else stays what it is, to be refused. */
export function wholeNumberOf(value: unknown): unknown {
  return typeof value === "string" && /^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value;
}

function distinctIds(value: unknown): unknown {
  const list = typeof value === "string" ? value.split(",").map((part) => part.trim()) : value;
  return Array.isArray(list) ? [...new Set(list)] : list;
}
