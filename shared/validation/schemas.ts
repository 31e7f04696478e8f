import * as z from "zod/v4/core";

/**
 * The schemas that parameters are made of. They come from zod's core: the methods that zod/mini adds to each of them are
 * not needed here, and take most of a millisecond of a cold start. Each is told what to say where a value does not fit.
 */
export type Schema<Output> = z.$ZodType<Output>;

/** What else must be true of a value that has the right type. */
type Check = z.$ZodCheck<string>;

const saying = (problem: string) => ({ error: () => problem });

/** A text. */
export const text = (problem: string, ...checks: Check[]): Schema<string> =>
  new z.$ZodString({ type: "string", ...saying(problem), checks });

/** A text of a pattern. */
export const matching = (pattern: RegExp, problem: string, ...checks: Check[]): Schema<string> =>
  text(problem, z._regex(pattern, { ...saying(problem), abort: true }), ...checks);

/** One of some words. */
export const oneOf = <const Words extends readonly string[]>(
  words: Words,
  problem: string,
): Schema<Words[number]> => z._enum(z.$ZodEnum, [...words], problem) as Schema<Words[number]>;

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

/** A list of some length. */
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

/** What one of two schemas takes. */
export const either = <One, Other>(
  one: Schema<One>,
  other: Schema<Other>,
  problem: string,
): Schema<One | Other> =>
  new z.$ZodUnion({ type: "union", options: [one, other], ...saying(problem) }) as z.$ZodUnion<
    [Schema<One>, Schema<Other>]
  >;

/** A check by a function. */
export const check = (isRight: (value: string) => boolean, problem: string): Check =>
  z._refine(z.$ZodCustom, isRight, problem);

/** What a value is converted to has to fit. */
export const converted = <Output>(
  convert: (value: unknown) => unknown,
  schema: Schema<Output>,
): Schema<Output> =>
  new z.$ZodPipe({ type: "pipe", in: z._transform(z.$ZodTransform, convert), out: schema }) as z.$ZodPipe<
    z.$ZodType,
    Schema<Output>
  >;
