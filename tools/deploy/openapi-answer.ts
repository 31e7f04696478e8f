import type { Operation } from "../../shared/operation.ts";
import type { Field, Fields } from "../../shared/schema/fields.ts";

/** An OpenAPI 3.0 schema object. */
export type Schema = Readonly<Record<string, unknown>>;

/** The schema of an operation's answer: ICE's document with the bundle's own members. */
export function answerSchema(operation: Operation): Schema {
  const properties = propertiesOf(operation.answer);
  const added = { lifecycle: ref("Lifecycle") };
  if (operation.kind === "list") {
    const list = operation.answer[operation.itemsField];
    if (list?.type === "array")
      properties[operation.itemsField] = { type: "array", items: schemaOf(list.element, added) };
  }
  return {
    type: "object",
    properties: {
      ...properties,
      ...(operation.kind === "job" && added),
      undecoded: { ...listOfText, description: "Paths of the texts that view=decoded could not decode." },
      ...(operation.kind === "batch" && {
        missing: { ...listOfText, description: "IDs that ICE neither found nor ignored." },
        unanswered: { ...listOfText, description: "IDs whose call failed: they are in next." },
      }),
      stopped: ref("Stopped"),
      next: { type: "object", description: "The parameters of the call that goes on from here." },
    },
    additionalProperties: {},
  };
}

function propertiesOf(fields: Fields): Record<string, Schema> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)]));
}

/** @param added properties of an object that are not ICE's */
function schemaOf(field: Field, added: Record<string, Schema> = {}): Schema {
  switch (field.type) {
    case "text":
      return text;
    case "wholeNumber":
      return { type: "integer" };
    case "boolean":
      return { type: "boolean" };
    case "object":
      return {
        type: "object",
        properties: { ...propertiesOf(field.fields), ...added },
        additionalProperties: {},
      };
    case "array":
      return { type: "array", items: schemaOf(field.element) };
    default:
      return { description: carried[field.type], anyOf: forms[field.type] };
  }
}

/** The schemas of the bundle's own members. */
export const ownSchemas: Record<string, Schema> = {
  Lifecycle: {
    type: "object",
    description: "The status of a job, in the same words for every kind of job.",
    required: ["phase", "state", "done", "partial"],
    properties: {
      phase: { type: "string", enum: ["pending", "running", "succeeded", "failed", "cancelled", "unknown"] },
      state: { type: "string", description: "ICE's own word." },
      done: { type: "boolean" },
      partial: { type: "boolean", description: "The job succeeded, but parts of it failed." },
      progress: { type: "integer", minimum: 0, maximum: 100, description: "Percent." },
      retryAfter: {
        type: "integer",
        minimum: 1,
        maximum: 300,
        description: "Seconds until the next call makes sense. Only while the job is not done.",
      },
    },
  },
  Stopped: {
    type: "object",
    description: "Why the answer is not complete.",
    required: ["reason"],
    properties: {
      reason: { type: "string", enum: ["deadline", "limit", "repeatedToken", "invalidToken", "error"] },
      code: { type: "string", description: "The error's code, if the reason is an error." },
    },
  },
};

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const text = { type: "string" };
const listOfText = { type: "array", items: text };

/** The type of a field in ICE's own document, then the types with view=decoded. */
const forms = {
  jsonText: [text, { type: "object" }, { type: "array", items: {} }],
  commaList: [text, listOfText],
  numberText: [text, { type: "number" }],
};

const carried = {
  jsonText: "JSON as text. With view=decoded, its value.",
  commaList: "Words separated by commas. With view=decoded, a list.",
  numberText: "A number as text. With view=decoded, a number.",
};
