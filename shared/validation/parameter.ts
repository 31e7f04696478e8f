import * as z from "zod/mini";
import { parseIceTime } from "../runtime/ice-time.ts";

/**
 * The kinds of parameters, each one definition of what is accepted from the wire, of what comes out, of the text that
 * tells a caller what is wrong, and of the explanation that documents show. From an HTTP query everything comes as
 * text, from JSON as a value too: both are taken. The schema of what comes out is what OpenAPI shows.
 */

/** Explains a schema to documents. */
export function explained<Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema {
  z.globalRegistry.add(schema, { description });
  return schema;
}

const matching = (pattern: RegExp, text: string) =>
  z.string(text).check(z.regex(pattern, { error: text, abort: true }));

const oneId = () =>
  matching(/^[!-+\--~]{1,128}$/, "must be 1 to 128 printable ASCII characters without comma or blank");

/** An ICE ID. The documented ones contain `*`. */
export const id = (description: string) => explained(oneId(), description);

/** Many IDs: a list, or one text with commas. What comes out are the distinct ones, in the order asked. */
export const ids = (description: string, most: number) =>
  explained(
    z.pipe(
      z.transform(distinctIds),
      z
        .array(oneId(), "must be a list of IDs, or one text with commas between them")
        .check(
          z.minLength(1, "must name at least one ID"),
          z.maxLength(most, `must name at most ${most} distinct IDs`),
        ),
    ),
    description,
  );

/** A whole number in plain decimal digits, or a JSON number. */
export const integer = (description: string, min: number, max: number) => {
  const text = `must be a whole number from ${min} to ${max}, in plain digits`;
  return explained(
    z.pipe(
      z.transform(wholeNumber),
      z.int({ error: text, abort: true }).check(z.minimum(min, text), z.maximum(max, text)),
    ),
    description,
  );
};

/** One word of a closed list. */
export const word = <const Words extends readonly string[]>(description: string, words: Words) =>
  explained(z.enum(words, `must be one of ${words.join(", ")}`), description);

/** A word of a list that grows: the documented ones are examples. */
export const openWord = (description: string) =>
  explained(matching(/^[\w-]{1,64}$/, "must be 1 to 64 letters, digits, - or _"), description);

const timeText = "must be a real time in UTC, as yyyy-MM-ddTHH:mm:ssZ";

/** A time as ICE takes it: to the second, in UTC. */
export const time = (description: string) =>
  explained(
    matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, timeText).check(z.refine((text) => parseIceTime(text) !== undefined, timeText)),
    description,
  );

/** A page's token: base64, in which a `+` that crossed a query unencoded has become a blank. */
export const token = (description: string) =>
  explained(
    z.pipe(
      z.transform(blankToPlus),
      matching(/^[!-~]{1,2048}$/, "must be the NextToken of an earlier answer, as it came"),
    ),
    description,
  );

function blankToPlus(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll(" ", "+") : value;
}

/** The number that plain digits make; anything else stays what it is, to be refused. */
export function wholeNumber(value: unknown): unknown {
  return typeof value === "string" && /^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value;
}

function distinctIds(value: unknown): unknown {
  const list = typeof value === "string" ? value.split(",").map((part) => part.trim()) : value;
  return Array.isArray(list) ? [...new Set(list)] : list;
}
