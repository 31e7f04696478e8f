import * as z from "zod/mini";
import { parsePath } from "../json/path.ts";
import type { Operation } from "../operation.ts";
import { parseDuration } from "./duration.ts";
import { explained, integer, wholeNumber, word } from "./parameter.ts";

/** Who calls: recognised by the event's shape. */
export type CallerKind = "http" | "apigateway" | "timer" | "direct";

/** The longest `wait`: Function Compute's longest timeout, a day. */
const longestWait = 86_400;
const mostPages = 1_000;
const longestRange = 366 * 86_400;
const mostPaths = 100;

const pagesText = `must be all, or a whole number from 1 to ${mostPages}`;
const sinceText = "must be a duration of at most 366 days, such as 15m, 1h30m or PT15M";
const pathText = "must be a path such as Job.State";
const fieldsText = `must be 1 to ${mostPaths} paths such as Job.State,lifecycle`;

const since = z
  .string(sinceText)
  .check(z.refine((text) => (parseDuration(text) ?? Number.POSITIVE_INFINITY) <= longestRange, sinceText));

const fields = z.pipe(
  z.transform((value) => (typeof value === "string" ? value.split(",").map((path) => path.trim()) : value)),
  z
    .array(
      z
        .string(pathText)
        .check(z.refine((text) => text.length <= 512 && parsePath(text) !== undefined, pathText)),
      fieldsText,
    )
    .check(z.minLength(1, fieldsText), z.maxLength(mostPaths, fieldsText)),
);

const pages = z.pipe(
  z.transform(wholeNumber),
  z.union(
    [z.enum(["all"]), z.int().check(z.minimum(1, pagesText), z.maximum(mostPages, pagesText))],
    pagesText,
  ),
);

const explain = z.pipe(
  z.transform((value) => (value === "true" ? true : value === "false" ? false : value)),
  z.boolean("must be true or false"),
);

/** The bundle's own parameters: what they take, in the order that documents show them. */
export const controls = {
  view: word("raw: ICE's document as it came. decoded: strings that carry values become them.", [
    "raw",
    "decoded",
  ]),
  wait: integer("Ask again until the job is done, for so many seconds at most.", 1, longestWait),
  pages: explained(pages, "Follow NextToken for so many pages, or through all."),
  since: explained(since, "Only what was created so long before the time of reference: 15m, 1h30m, PT15M."),
  fields: explained(fields, "Only these parts of the answer: paths, with commas between them."),
  explain: explained(explain, "Ask nothing: tell what would be asked."),
};

export type ControlName = keyof typeof controls;

/** Controls as they come out of validation. */
export type Controls = { readonly [Name in ControlName]?: z.output<(typeof controls)[Name]> };

export const controlNames = Object.keys(controls) as readonly ControlName[];

/** Why a control makes no sense for an operation or a caller; undefined where it does. */
export function refusal(name: ControlName, operation: Operation, caller: CallerKind): string | undefined {
  if (name === "wait" && (!operation.job || operation.pages))
    return `makes no sense here: ${operation.name} does not answer one job`;
  if ((name === "pages" || name === "since") && !operation.pages)
    return `makes no sense here: ${operation.name} does not answer by pages`;
  if (name === "explain" && caller !== "direct") return "is for direct callers only";
  return undefined;
}

/** What a caller may give to an operation, by name: its parameters, then the controls that suit both. */
export function acceptedBy(operation: Operation, caller: CallerKind): Record<string, z.core.$ZodType> {
  const suitable = controlNames.filter((name) => refusal(name, operation, caller) === undefined);
  return {
    ...operation.parameters.shape,
    ...Object.fromEntries(suitable.map((name) => [name, z.optional(controls[name])])),
  };
}
