import * as z from "zod/mini";
import packageJson from "../../package.json" with { type: "json" };
import type { Operation } from "../../shared/operation.ts";
import { accepted } from "../../shared/validation/all-rules.ts";
import { answerSchema, ownSchemas, ref, type Schema } from "./openapi-answer.ts";
import { problemRefs, problemResponses, problemSchema, retryAfterHeader } from "./openapi-problems.ts";

/** The OpenAPI 3.0.3 document of the functions behind a gateway. A cloud-native API gateway can import it. */
export function openapi(operations: readonly Operation[]): Schema {
  return {
    openapi: "3.0.3",
    info: {
      title: packageJson.name,
      version: packageJson.version,
      description: packageJson.description,
      license: { name: packageJson.license, url: `https://spdx.org/licenses/${packageJson.license}.html` },
    },
    servers: [{ url: "/", description: "The gateway that this document is imported into" }],
    security: [{ gateway: [] }],
    paths: Object.fromEntries(operations.map((operation) => [`/${operation.name}`, pathItem(operation)])),
    components: {
      securitySchemes: {
        gateway: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          description: "The gateway's own authentication. The functions leave authentication to the gateway.",
        },
      },
      schemas: {
        ...Object.fromEntries(
          operations.flatMap((operation) => [
            [`${operation.name}Parameters`, parametersSchema(operation)],
            [`${operation.name}Answer`, answerSchema(operation)],
          ]),
        ),
        ...ownSchemas,
        Problem: problemSchema,
      },
      responses: problemResponses,
    },
  };
}

function pathItem(operation: Operation): Schema {
  const { name, summary } = operation;
  const answer = { "application/json": { schema: ref(`${name}Answer`) } };
  const single = operation.kind === "job";
  const ok = {
    description: summary,
    headers: {
      "x-request-id": { description: "Function Compute's request ID.", schema: { type: "string" } },
      ...(single && { "Retry-After": retryAfterHeader }),
    },
    content: answer,
  };
  const etag = { description: "A weak validator of the answer.", schema: { type: "string" } };
  const body = ref(`${name}Parameters`);
  const { required = [] } = parametersSchema(operation);
  return {
    get: {
      operationId: name,
      summary,
      parameters: [...queryParameters(operation), ifNoneMatch],
      responses: {
        200: { ...ok, headers: { ...ok.headers, ETag: etag } },
        304: { description: "Nothing has changed since the answer with the ETag in If-None-Match." },
        ...problemRefs,
      },
    },
    post: {
      operationId: `${name}ByPost`,
      summary,
      requestBody: {
        required: required.length > 0,
        content: {
          "application/json": { schema: body },
          "application/x-www-form-urlencoded": { schema: body, encoding: listEncodings(operation) },
        },
      },
      responses: { 200: ok, ...problemRefs },
    },
  };
}

/** All parameters and controls of an HTTP caller: what comes out of validation. What goes in may also be text. */
function parametersSchema(operation: Operation): { properties: Record<string, Schema>; required?: string[] } {
  const definitions = Object.entries(accepted(operation, "http"));
  const required = definitions.filter(([, parameter]) => parameter.required).map(([name]) => name);
  return {
    type: "object",
    properties: Object.fromEntries(
      definitions.map(([name, { description, schema }]) => [
        name,
        { description, ...z.toJSONSchema(schema(), { target: "openapi-3.0", io: "output" }) },
      ]),
    ),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  } as ReturnType<typeof parametersSchema>;
}

const isList = (schema: Schema) => schema.type === "array";

function queryParameters(operation: Operation): Schema[] {
  const { properties, required = [] } = parametersSchema(operation);
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    description,
    schema,
    ...(isList(schema) && { style: "form", explode: false }),
  }));
}

/** A list in a form is one value with commas. */
function listEncodings(operation: Operation): Record<string, Schema> {
  const lists = Object.entries(parametersSchema(operation).properties).filter(([, schema]) => isList(schema));
  return Object.fromEntries(lists.map(([name]) => [name, { style: "form", explode: false }]));
}

const ifNoneMatch = {
  name: "If-None-Match",
  in: "header",
  required: false,
  description: "The ETag of an earlier answer. If nothing has changed since, the status is 304.",
  schema: { type: "string" },
};
