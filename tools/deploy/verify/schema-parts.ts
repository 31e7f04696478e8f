/** A JSON Schema, draft-07. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: "string" };
export const flag: Schema = { type: "boolean" };
export const number: Schema = { type: "number" };
export const texts: Schema = { type: "array", items: text };
export const anyObject: Schema = { type: "object" };
export const textMap: Schema = { type: "object", additionalProperties: text };

export const within = (minimum: number, maximum: number): Schema => ({ type: "number", minimum, maximum });
export const whole = (minimum: number, maximum: number): Schema => ({ type: "integer", minimum, maximum });
export const oneOf = (...values: readonly (string | number)[]): Schema => ({ enum: values });
export const list = (items: Schema): Schema => ({ type: "array", items });
export const either = (...anyOf: readonly Schema[]): Schema => ({ anyOf });

/**
 * An object that has no other members.
 * @param members a name that ends in `!` is required
 * @example object({ "key!": text, value: text })
 */
export function object(members: Readonly<Record<string, Schema>>): Schema {
  const names = Object.keys(members);
  return {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [plain(name), members[name]])),
    required: names.filter((name) => name.endsWith("!")).map(plain),
    additionalProperties: false,
  };
}

const plain = (name: string) => name.replace(/!$/, "");
