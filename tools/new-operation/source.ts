import type { Field, Fields } from "../../shared/schema/fields.ts";
import type { Guess } from "./guess.ts";

/**
 * The files of an operation's folder, but for the sample, by name.
 * @example sourcesOf(guess).get("operation.ts")
 */
export function sourcesOf(guess: Guess): ReadonlyMap<string, string> {
  return new Map([
    ["operation.ts", operationSource(guess)],
    ["schema.ts", schemaSource(guess)],
    ["index.ts", indexSource(guess)],
  ]);
}

function indexSource({ kind }: Guess): string {
  return `import { ${kind} } from "../../shared/calls/${kind}.ts";
import { createHandler } from "../../shared/handler.ts";
import { operation } from "./operation.ts";

export const handler = createHandler(operation, ${kind});
`;
}

function operationSource({ kind, name, functionName, summary, members }: Guess): string {
  const type = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Operation`;
  const literal = (value: unknown) => JSON.stringify(value);
  const own = Object.entries(members).map(
    ([key, value]) => `  ${key}: ${key === "phases" ? objectOf(value as object) : literal(value)},\n`,
  );
  return `import type { ${type} } from "../../shared/operation.ts";
import { answer, parameters } from "./schema.ts";

export const operation = {
  kind: ${literal(kind)},
  name: ${literal(name)},
  functionName: ${literal(functionName)},
  summary: ${literal(summary)},
  action: ${literal(`ice:${name}`)},
  parameters,
  answer,
${own.join("")}} as const satisfies ${type};
`;
}

const objectOf = (value: object) =>
  `{ ${Object.entries(value)
    .map(([key, inner]) => `${keyOf(key)}: ${JSON.stringify(inner)}`)
    .join(", ")} }`;

/** A member's name as JavaScript takes it. */
const keyOf = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

function schemaSource(guess: Guess): string {
  const { parameters, makers } = parametersOf(guess);
  const used = new Set<string>();
  const answer = fieldsSource(guess.answer, used);
  const fields = [...used].sort((a, b) => a.localeCompare(b));
  return `import { ${[...fields, "type Fields"].sort(byName).join(", ")} } from "../../shared/schema/fields.ts";
import type { Parameters } from "../../shared/schema/parameter.ts";
import { ${makers.join(", ")} } from "../../shared/validation/parameter.ts";

export const parameters = {
${parameters.map((line) => `  ${line},\n`).join("")}} satisfies Parameters;

export const answer = ${answer} as const satisfies Fields;
`;
}

const byName = (a: string, b: string) =>
  a.replace("type ", "").localeCompare(b.replace("type ", ""), "en", { sensitivity: "base" });

function parametersOf({ kind, subject, members }: Guess): { parameters: string[]; makers: string[] } {
  const described = (text: string) => JSON.stringify(text);
  const { idField, idsField, tokenField, sizeField, fromField, toField } = members as Record<string, string>;
  if (kind === "job")
    return { parameters: [`${idField}: id(${described(`The ${subject}.`)})`], makers: ["id"] };
  if (kind === "batch")
    return { parameters: [`${idsField}: ids(${described(`The ${subject}.`)}, 1_000)`], makers: ["ids"] };
  return {
    parameters: [
      `${fromField}: optional(time("Only jobs created at this time or later, in UTC."))`,
      `${toField}: optional(time("Only jobs created at this time or earlier, in UTC."))`,
      `${tokenField}: optional(token("The ${tokenField} of the page before."))`,
      `${sizeField}: optional(integer("Jobs in a page.", 1, 100))`,
    ],
    makers: ["integer", "optional", "time", "token"],
  };
}

function fieldsSource(fields: Fields, used: Set<string>): string {
  return `{ ${Object.entries(fields)
    .map(([name, field]) => `${keyOf(name)}: ${fieldSource(field, used)}`)
    .join(", ")} }`;
}

/** @param used receives the names that the schema imports */
function fieldSource(field: Field, used: Set<string>): string {
  const call = (maker: string, inner?: string) => {
    used.add(maker);
    return inner === undefined ? maker : `${maker}(${inner})`;
  };
  switch (field.type) {
    case "object":
      return call("object", fieldsSource(field.fields, used));
    case "array":
      return call("arrayOf", fieldSource(field.element, used));
    case "numberText":
      return call(field.native ? "numberTextOrNumber" : "numberText");
    case "jsonText":
      return field.inner
        ? call("jsonTextOf", fieldSource(field.inner, used))
        : call(field.native ? "jsonTextOrObject" : "jsonText");
    default:
      return call(field.type);
  }
}
