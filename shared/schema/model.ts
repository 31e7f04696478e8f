import type * as z from "zod/mini";
import { required } from "./fields.ts";

/** What a JSON value is. Numbers are told apart by what a schema may ask of them. */
export type Kind =
  | "string"
  | "number"
  | "integer"
  | "integer beyond 2^53"
  | "object"
  | "array"
  | "boolean"
  | "null";

/** What a schema foresees at one place of an answer. */
export interface Model {
  readonly kinds: ReadonlySet<Kind>;
  /** Of an object: none are listed where any are allowed. */
  readonly members: ReadonlyMap<string, Model>;
  /** Of an array. */
  readonly element: Model | undefined;
}

const models = new WeakMap<z.core.$ZodType, Model>();

/** Reads a schema, once: an answer has thousands of values, and a schema's own parts are slow to look into. */
export function modelOf(schema: z.core.$ZodType): Model {
  const known = models.get(schema);
  if (known) return known;
  const { def } = required(schema)._zod;
  const options = def.type === "union" ? def.options.map((option) => required(option)._zod.def) : [def];
  const object = options.find((option) => option.type === "object");
  const array = options.find((option) => option.type === "array");
  const model = {
    kinds: new Set(options.flatMap(kindsOf)),
    members: new Map(Object.entries(object?.shape ?? {}).map(([name, field]) => [name, modelOf(field)])),
    element: array && modelOf(array.element),
  };
  models.set(schema, model);
  return model;
}

function kindsOf(def: z.core.$ZodTypes["_zod"]["def"]): Kind[] {
  if (def.type !== "number") return [def.type as Kind];
  return "format" in def ? ["integer"] : ["integer", "number"];
}

export function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value !== "number") return typeof value as Kind;
  if (!Number.isInteger(value)) return "number";
  return Number.isSafeInteger(value) ? "integer" : "integer beyond 2^53";
}
