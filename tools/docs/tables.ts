import * as z from "zod/mini";
import { invocationErrors } from "../../functions/invocation-errors.ts";
import { type CatalogueEntry, catalogue } from "../../shared/errors/catalogue.ts";
import type { Operation } from "../../shared/operation.ts";
import type { Parameter } from "../../shared/schema/parameter.ts";
import { accepted, allControls } from "../../shared/validation/all-rules.ts";
import { refusal } from "../../shared/validation/rules.ts";

/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export const code = (text: string) => `\`${text}\``;

/** Each operation with its function, parameters and controls. */
export function operationsTable(operations: readonly Operation[]): string {
  return markdownTable(
    ["operation", "function", "answers", "parameters", "controls"],
    operations.map((operation) => [
      operation.name,
      code(operation.functionName),
      operation.summary,
      Object.keys(operation.parameters).map(code).join(" "),
      Object.keys(accepted(operation, "direct"))
        .filter((name) => Object.hasOwn(allControls, name))
        .map(code)
        .join(" "),
    ]),
  );
}

/** The notifications of ICE that a function takes. */
export function notificationsTable(operations: readonly Operation[]): string {
  return markdownTable(
    ["event type", "function", "it asks for"],
    operations.flatMap(({ functionName, idField, notifications }) =>
      (notifications?.eventTypes ?? []).map((type) => [
        code(type),
        code(functionName),
        `${code(idField)}, which is ${code(`MessageBody.${notifications?.idField}`)}`,
      ]),
    ),
  );
}

/** Every parameter of every operation. */
export function parametersTable(operations: readonly Operation[]): string {
  return markdownTable(
    ["operation", "parameter", "type", "meaning"],
    operations.flatMap((operation) =>
      Object.entries(operation.parameters).map(([name, parameter]) => [
        operation.name,
        code(name) + (parameter.required ? " (required)" : ""),
        typeOf(jsonSchemaOf(parameter)),
        parameter.description,
      ]),
    ),
  );
}

const jsonSchemaOf = (parameter: Parameter) => z.toJSONSchema(parameter.schema(), { io: "output" });

/** Every control. */
export function controlsTable(operations: readonly Operation[]): string {
  return markdownTable(
    ["control", "type", "meaning", "for"],
    Object.entries(allControls).map(([name, control]) => {
      const takers = operations.filter((operation) => !refusal(name, operation, "direct"));
      const whom =
        takers.length === operations.length ? "all" : takers.map((operation) => operation.name).join(", ");
      const httpToo = takers.some((operation) => !refusal(name, operation, "http"));
      return [
        code(name),
        typeOf(jsonSchemaOf(control)),
        control.description,
        httpToo ? whom : `${whom}; direct callers only`,
      ];
    }),
  );
}

/** The error catalogue. */
export function errorsTable(): string {
  return markdownTable(
    ["code", "HTTP status", "retry", "meaning", "what to do"],
    Object.entries(catalogue).map(([name, entry]: [string, CatalogueEntry]) => [
      code(name),
      String(entry.status),
      entry.retryable ? "yes" : "no",
      entry.title,
      entry.advice,
    ]),
  );
}

/** The client's errors for invocations that no function answered. */
export function invocationErrorsTable(): string {
  return markdownTable(
    ["code", "retry", "what to do"],
    Object.entries(invocationErrors).map(([name, { retryable, advice }]) => [
      code(name),
      retryable ? "yes" : "no",
      advice,
    ]),
  );
}

function typeOf(schema: z.core.JSONSchema.BaseSchema): string {
  if (schema.enum) return schema.enum.map((word) => code(String(word))).join(" ");
  if (schema.anyOf)
    return schema.anyOf.map((one) => typeOf(one as z.core.JSONSchema.BaseSchema)).join(" or ");
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.type === "integer") return `${schema.minimum}–${schema.maximum}`;
  if (schema.type === "array") return `list, at most ${schema.maxItems}`;
  return String(schema.type);
}
