import { catalogue } from "../../shared/errors/catalogue.ts";
import { ref, type Schema } from "./openapi-answer.ts";

/** The body of every error: RFC 9457, with the bundle's own members. */
export const problemSchema: Schema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "retryable", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "What to do." },
    code: { type: "string", enum: Object.keys(catalogue) },
    retryable: { type: "boolean", description: "Whether the same call can succeed later." },
    requestId: { type: "string" },
    upstream: {
      type: "object",
      description: "ICE's own error code and request ID.",
      properties: { code: { type: "string" }, requestId: { type: "string" } },
    },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["parameter", "problem"],
        properties: { parameter: { type: "string" }, problem: { type: "string" } },
      },
    },
  },
};

/** When to call again. */
export const retryAfterHeader: Schema = {
  description: "Seconds to wait before the next call.",
  schema: { type: "integer", minimum: 1 },
};

const statuses = [...new Set(Object.values(catalogue).map(({ status }) => status))];

/** A response for every status of the catalogue, by the name that `problemRefs` refers to. */
export const problemResponses: Record<string, Schema> = Object.fromEntries(
  statuses.map((status) => [`Problem${status}`, problemResponse(status)]),
);

/** The error responses of any operation. */
export const problemRefs: Record<string, Schema> = Object.fromEntries(
  statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
);

function problemResponse(status: number): Schema {
  const entries = Object.entries(catalogue).filter(([, entry]) => entry.status === status);
  return {
    description: entries.map(([code, { title, advice }]) => `${code}: ${title}. ${advice}`).join("\n\n"),
    content: { "application/problem+json": { schema: ref("Problem") } },
    ...(status === 429 && { headers: { "Retry-After": retryAfterHeader } }),
  };
}
