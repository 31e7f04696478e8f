import * as z from "zod/v4/core";
import type { Schema } from "../schema/parameter.ts";

// The schemas that parameters are made of, each with the text for a value that does not fit. They come from zod's core:
// what zod/mini adds to each schema is not needed here, and takes most of a millisecond of a cold start.

/** What else must be true of a text. */
type Check = z.$ZodCheck<string>;

const saying = (problem: string) => ({ error: () => problem });

/** A text. */
export const text = (problem: string, ...checks: Check[]): Schema<string> =>
  new z.$ZodString({ type: "string", ...saying(problem), checks });

/** A text that matches a pattern. */
export const matching = (pattern: RegExp, problem: string, ...checks: Check[]): Schema<string> =>
  text(problem, z._regex(pattern, { ...saying(problem), abort: true }), ...checks);

/** One of some words. */
export const oneOf = <const Words extends readonly string[]>(
  words: Words,
  problem: string,
): Schema<Words[number]> => z._enum(z.$ZodEnum, [...words], problem) as Schema<Words[number]>;

/** True or false. */
export const boolean = (problem: string): Schema<boolean> => z._boolean(z.$ZodBoolean, problem);

/** A whole number that a double holds exactly. */
export const wholeNumber = (min: number, max: number, problem: string): Schema<number> =>
  new z.$ZodNumberFormat({
    type: "number",
    check: "number_format",
    format: "safeint",
    abort: true,
    ...saying(problem),
    checks: [z._gte(min, problem), z._lte(max, problem)],
  });

/** A list, and how long it may be. */
export const list = <Output>(
  element: Schema<Output>,
  problem: string,
  [min, tooShort]: readonly [number, string],
  [max, tooLong]: readonly [number, string],
): Schema<Output[]> =>
  new z.$ZodArray({
    type: "array",
    element,
    ...saying(problem),
    checks: [z._minLength(min, tooShort), z._maxLength(max, tooLong)],
  }) as z.$ZodArray<Schema<Output>>;

/** A value that fits one of two schemas. */
export const either = <One, Other>(
  one: Schema<One>,
  other: Schema<Other>,
  problem: string,
): Schema<One | Other> =>
  new z.$ZodUnion({ type: "union", options: [one, other], ...saying(problem) }) as z.$ZodUnion<
    [Schema<One>, Schema<Other>]
  >;

/** Checks a text by a function. */
export const check = (isRight: (value: string) => boolean, problem: string): Check =>
  z._refine(z.$ZodCustom, isRight, problem);

/** Converts a value; what comes out has to fit a schema. */
export const converted = <Output>(
  convert: (value: unknown) => unknown,
  schema: Schema<Output>,
): Schema<Output> =>
  new z.$ZodPipe({ type: "pipe", in: z._transform(z.$ZodTransform, convert), out: schema }) as z.$ZodPipe<
    z.$ZodType,
    Schema<Output>
  >;
