import * as z from "zod/mini";
import type { Operation } from "../../shared/operation.ts";
import { type Encoding, encodings } from "../../shared/schema/fields.ts";

/** An OpenAPI 3.0 schema object. */
export type Schema = Readonly<Record<string, unknown>>;

interface ObjectSchema extends Schema {
  readonly properties: Record<string, Schema>;
}

/** The schema of an operation's answer: ICE's document with the bundle's own members. */
export function answerSchema(operation: Operation): Schema {
  const { job, pages, batch } = operation;
  const answer = z.toJSONSchema(operation.answer, {
    target: "openapi-3.0",
    override: ({ zodSchema, jsonSchema }) => {
      const encoding = encodings.get(zodSchema as z.core.$ZodType);
      if (!encoding) return;
      delete jsonSchema.type;
      Object.assign(jsonSchema, { description: carried[encoding.kind], anyOf: forms[encoding.kind] });
    },
  }) as unknown as ObjectSchema;

  if (job) holder(answer, job.at).properties.lifecycle = ref("Lifecycle");
  Object.assign(answer.properties, {
    undecoded: { ...listOfText, description: "Paths of the strings that view=decoded could not decode." },
    ...(batch && {
      missing: { ...listOfText, description: "IDs that ICE neither found nor ignored." },
      unanswered: { ...listOfText, description: "IDs whose call failed. next asks for them again." },
    }),
    ...((job || pages || batch) && {
      stopped: ref("Stopped"),
      next: { type: "object", description: "The parameters of the next call." },
    }),
  });
  return answer;
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
      reason: { type: "string", enum: ["deadline", "limit", "repeatedToken", "error"] },
      code: { type: "string", description: "The error's code, if the reason is an error." },
    },
  },
};

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const text = { type: "string" };
const listOfText = { type: "array", items: text };

/** The type of a field in ICE's own document, then the types with view=decoded. */
const forms: Record<Encoding["kind"], readonly Schema[]> = {
  json: [text, { type: "object" }, { type: "array", items: {} }],
  list: [text, listOfText],
  number: [text, { type: "number" }],
};

const carried: Record<Encoding["kind"], string> = {
  json: "JSON as text. With view=decoded, its value.",
  list: "Words separated by commas. With view=decoded, a list.",
  number: "A number as text. With view=decoded, a number.",
};

/** The object that a path such as `Job` or `List[]` leads to and that has the lifecycle: of a single job, the answer. */
function holder(answer: ObjectSchema, at: string): ObjectSchema {
  const [, list] = /^(.+)\[\]$/.exec(at) ?? [];
  return list === undefined ? answer : (answer.properties[list]?.items as ObjectSchema);
}
