import type { $ZodType } from "zod/v4/core";

/** Checks a value and converts it. */
export type Schema<Output> = $ZodType<Output>;

/** A parameter or a control: what a caller may give, and how it is checked. */
export interface Parameter<Output = unknown> {
  /** One or two sentences for help texts, documents and OpenAPI. */
  readonly description: string;
  readonly required: boolean;
  /** Checks what came over the wire and converts it. Built at the first use: a cold start pays for no other. */
  readonly schema: () => Schema<Output>;
}

/** Parameters by name. */
export type Parameters = { readonly [name: string]: Parameter };

/** The values of parameters, checked and converted. */
export type ValuesOf<Definitions extends Parameters> = {
  readonly [Name in keyof Definitions as Definitions[Name]["required"] extends true ? Name : never]: OutputOf<
    Definitions[Name]
  >;
} & {
  readonly [Name in keyof Definitions as Definitions[Name]["required"] extends true
    ? never
    : Name]?: OutputOf<Definitions[Name]>;
};

type OutputOf<Definition> = Definition extends Parameter<infer Output> ? Output : never;
