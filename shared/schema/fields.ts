import * as z from "zod/mini";

/**
 * The kinds of fields in ICE's answers. Every field is optional, as ICE's own models have it, and unknown members are
 * kept. What a string really carries (its encoding) stands beside its schema.
 */
export type Encoding =
  /** A JSON object or array as text, directly or after one unescape; `inner` is the schema of what it holds. */
  | { readonly kind: "json"; readonly inner?: z.ZodMiniType }
  /** Words with half- or full-width commas between them. */
  | { readonly kind: "list" }
  /** A number as text. */
  | { readonly kind: "number" };

/** What strings carry, by their schema. */
export const encodings = new WeakMap<z.core.$ZodType, Encoding>();

function encoded<Schema extends z.ZodMiniType>(schema: Schema, encoding: Encoding) {
  encodings.set(schema, encoding);
  return z.optional(schema);
}

export const text = z.optional(z.string());
export const whole = z.optional(z.int());
export const list = encoded(z.string(), { kind: "list" });
/** A number as text: the SDK's models and most answers. */
export const numeric = encoded(z.string(), { kind: "number" });
/** A number as text or as itself: the models say the one, the documented sample shows the other. */
export const numericOrNumber = encoded(z.union([z.string(), z.number()]), { kind: "number" });
export const json = encoded(z.string(), { kind: "json" });
/** JSON as text, or the object itself: the models say the one, the documented sample shows the other. */
export const jsonOrObject = encoded(z.union([z.string(), z.looseObject({})]), { kind: "json" });

export const jsonOf = (inner: z.ZodMiniType) => encoded(z.string(), { kind: "json", inner });
export const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.optional(z.looseObject(shape));
export const listOf = <Element extends z.ZodMiniType>(element: Element) => z.optional(z.array(element));

/** The schema without the `optional` around it. */
export function required(schema: z.core.$ZodType): z.core.$ZodTypes {
  const known = schema as z.core.$ZodTypes;
  return known._zod.def.type === "optional" ? required(known._zod.def.innerType) : known;
}
