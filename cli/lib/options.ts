import { InvalidArgumentError, Option } from "commander";
import * as z from "zod/mini";
import type { Operation } from "../../shared/operation.ts";
import { accepted } from "../../shared/validation/all-rules.ts";

/** An option for every parameter and control of an operation. A list can be given in parts: they are joined by commas. */
export function optionsOf(operation: Operation): Option[] {
  return Object.entries(accepted(operation, "direct")).map(([name, parameter]) => {
    const { description, required } = parameter;
    const json = z.toJSONSchema(parameter.schema(), { io: "output" });
    const value = placeholderOf(json as JsonSchema);
    const flags = value === "" ? `--${name}` : `--${name} <${value}>`;
    const option = new Option(flags, required ? `${description} Required.` : description);
    return value === "" ? option : option.argParser(json.type === "array" ? joined : single);
  });
}

const joined = (value: string, earlier: string | undefined) =>
  earlier === undefined ? value : `${earlier},${value}`;

function single(value: string, earlier: string | undefined): string {
  if (earlier === undefined) return value;
  throw new InvalidArgumentError("Give this option only once.");
}

interface JsonSchema {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly JsonSchema[];
}

/** What an option accepts, such as `raw|decoded`; "" for a switch. */
function placeholderOf(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(placeholderOf).join("|");
  if (schema.enum) return schema.enum.join("|");
  if (schema.type === "integer") return `${schema.minimum}-${schema.maximum}`;
  if (schema.type === "array") return "a,b,...";
  if (schema.type === "boolean") return "";
  return schema.const ?? "text";
}
