import * as z from "zod/mini";
import type { Operation } from "../../shared/operation.ts";
import { required } from "../../shared/schema/fields.ts";
import { acceptedBy } from "../../shared/validation/controls.ts";
import type { CommandOption } from "./arguments.ts";

/** A parameter or a control, as an option of a command line. */
interface ParameterOption extends CommandOption {
  readonly description: string;
  readonly needed: boolean;
}

/** Every parameter of an operation, and the controls that suit it. */
export function optionsOf(operation: Operation): ParameterOption[] {
  return Object.entries(acceptedBy(operation, "direct")).map(([name, schema]) => {
    const inner = required(schema);
    const { description = "", ...json } = z.toJSONSchema(inner, { io: "output" });
    return {
      name,
      value: placeholderOf(json as JsonSchema),
      list: json.type === "array",
      description,
      needed: schema._zod.def.type !== "optional",
    };
  });
}

interface JsonSchema {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly JsonSchema[];
}

function placeholderOf(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(placeholderOf).join("|");
  if (schema.enum) return schema.enum.join("|");
  if (schema.type === "integer") return `<${schema.minimum}-${schema.maximum}>`;
  if (schema.type === "array") return "<a,b,...>";
  if (schema.type === "boolean") return "";
  return schema.const ?? "<text>";
}
