/**
 * The vocabulary for the fields of ICE's answers. A field is plain data: types, drift, decoding, examples and OpenAPI
 * are all read from it. Every field is optional, as in ICE's own models, and an unknown member is kept as it comes.
 */
export type Field =
  | { readonly type: "text" }
  | { readonly type: "wholeNumber" }
  | { readonly type: "boolean" }
  /** Words in one text, with half- or full-width commas between them. */
  | { readonly type: "commaList" }
  /** A number as text; `native`: or as a JSON number. */
  | { readonly type: "numberText"; readonly native: boolean }
  /** A JSON object or array as text, directly or escaped once more; `native`: or as a JSON object. */
  | { readonly type: "jsonText"; readonly native: boolean; readonly inner?: Field }
  | { readonly type: "object"; readonly fields: Fields }
  | { readonly type: "array"; readonly element: Field };

/** The fields of an object, by name. */
export type Fields = { readonly [name: string]: Field };

export const text = { type: "text" } as const;
export const wholeNumber = { type: "wholeNumber" } as const;
export const boolean = { type: "boolean" } as const;
export const commaList = { type: "commaList" } as const;
/** A number as text, in ICE's models as in its answers. */
export const numberText = { type: "numberText", native: false } as const;
/** A number as text or as itself: ICE's models say the one, its documented sample shows the other. */
export const numberTextOrNumber = { type: "numberText", native: true } as const;
export const jsonText = { type: "jsonText", native: false } as const;
/** JSON as text or the object itself: ICE's models say the one, its documented sample shows the other. */
export const jsonTextOrObject = { type: "jsonText", native: true } as const;

/** JSON as text, with known fields inside. */
export function jsonTextOf<const Inner extends Field>(inner: Inner) {
  return { type: "jsonText", native: false, inner } as const;
}

export function object<const Members extends Fields>(fields: Members) {
  return { type: "object", fields } as const;
}

export function arrayOf<const Element extends Field>(element: Element) {
  return { type: "array", element } as const;
}

/** What ICE sends for an object's fields, as TypeScript sees it. */
export type RawObject<Members extends Fields> = { readonly [Name in keyof Members]?: Raw<Members[Name]> };

type Raw<Each extends Field> = Each extends { type: "object"; fields: infer Members extends Fields }
  ? RawObject<Members>
  : Each extends { type: "array"; element: infer Element extends Field }
    ? readonly Raw<Element>[]
    : Each extends { type: "wholeNumber" }
      ? number
      : Each extends { type: "boolean" }
        ? boolean
        : Each extends { type: "numberText"; native: true }
          ? string | number
          : Each extends { type: "jsonText"; native: true }
            ? string | Readonly<Record<string, unknown>>
            : string;

/** The same with `view=decoded`. A text that can't be decoded stays a string. */
export type DecodedObject<Members extends Fields> = {
  readonly [Name in keyof Members]?: Decoded<Members[Name]>;
};

type Decoded<Each extends Field> = Each extends { type: "object"; fields: infer Members extends Fields }
  ? DecodedObject<Members>
  : Each extends { type: "array"; element: infer Element extends Field }
    ? readonly Decoded<Element>[]
    : Each extends { type: "wholeNumber" }
      ? number
      : Each extends { type: "boolean" }
        ? boolean
        : Each extends { type: "commaList" }
          ? readonly string[]
          : Each extends { type: "numberText" }
            ? number | string
            : Each extends { type: "jsonText" }
              ? string | (Each extends { inner: infer Inner extends Field } ? Decoded<Inner> : object)
              : string;
