import * as z from "zod/mini";
import { exampleParameters, sampleOf } from "../../functions/samples.ts";
import { joinPaths, valueAt, withValue } from "../../functions/subject.ts";
import type { Operation } from "../../shared/operation.ts";
import { accepted } from "../../shared/validation/all-rules.ts";
import type { CallerKind } from "../../shared/validation/rules.ts";
import { findFault, vocabulary } from "../ice/faults/vocabulary.ts";
import { hasJobs, newJob, presets } from "./presets.ts";
import type { FaultForm, Field, OperationForm, Via } from "./record.ts";

const callers: Readonly<Record<Via, CallerKind>> = {
  gateway: "apigateway",
  trigger: "http",
  invoke: "direct",
  timer: "timer",
  eventbridge: "eventbridge",
};

/** The forms of all operations, from the definitions that validation uses. @param now milliseconds since the epoch */
export function operationForms(operations: readonly Operation[], now: number): OperationForm[] {
  return operations.map((operation) => {
    const { name, functionName, summary, kind } = operation;
    const ways = Object.keys(callers) as Via[];
    return {
      name,
      functionName,
      summary,
      kind,
      ways,
      fields: Object.fromEntries<readonly Field[]>(
        ways.map((via) => [via, fieldsOf(operation, callers[via])]),
      ) as Record<Via, readonly Field[]>,
      idParameter: operation.kind === "batch" ? operation.idsField : operation.idField,
      example: exampleParameters(operation),
      template: JSON.stringify(templateOf(operation, now), null, 2),
      presets: hasJobs(operation)
        ? presets.filter(({ fits }) => fits(operation)).map(({ name, label }) => ({ name, label }))
        : [],
    };
  });
}

function fieldsOf(operation: Operation, caller: CallerKind): Field[] {
  return Object.entries(accepted(operation, caller)).map(([name, { description, required, schema }]) => ({
    name,
    description,
    required,
    isControl: !Object.hasOwn(operation.parameters, name),
    ...limitsOf(z.toJSONSchema(schema(), { io: "output" }) as JsonSchema),
  }));
}

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly examples?: readonly unknown[];
}

function limitsOf(schema: JsonSchema): Pick<Field, "choices" | "least" | "most" | "list"> {
  const choices = schema.enum?.map(String) ?? (schema.type === "boolean" ? ["true", "false"] : undefined);
  return {
    list: schema.type === "array",
    ...(choices && { choices }),
    ...(schema.type === "integer" && schema.minimum !== undefined && { least: schema.minimum }),
    ...(schema.type === "integer" && schema.maximum !== undefined && { most: schema.maximum }),
  };
}

function templateOf(operation: Operation, now: number): unknown {
  if (hasJobs(operation)) return newJob(operation, "my-job", now);
  const asset = valueAt(sampleOf(operation), joinPaths(operation.foundField, 0));
  return withValue(asset, operation.idField, "my-asset");
}

/** What a fault makes the function do, and what its caller then sees. */
export type FaultEffect = (fault: string) => Pick<FaultForm, "functionDoes" | "callerSees">;

/** The forms of all faults. */
export function faultForms(operations: readonly Operation[], effect: FaultEffect): FaultForm[] {
  return Object.keys(vocabulary).map((fault) => {
    const { meaning, settings, fits } = findFault(fault);
    const schema = z.toJSONSchema(settings as unknown as z.ZodMiniType, { io: "input" }) as {
      readonly properties?: Readonly<Record<string, JsonSchema>>;
    };
    return {
      fault,
      meaning,
      ...effect(fault),
      operations: operations.filter(fits).map(({ name }) => name),
      settings: Object.entries(schema.properties ?? {}).map(([name, each]) =>
        settingField(name, each, settings),
      ),
    };
  });
}

function settingField(
  name: string,
  schema: JsonSchema,
  settings: {
    safeParse(value: unknown): {
      success: boolean;
      error?: { issues: readonly { path: readonly PropertyKey[] }[] };
    };
  },
): Field {
  const missing = settings.safeParse({}).error?.issues.some(({ path }) => path[0] === name) ?? false;
  const { examples, default: usual } = schema;
  const hint = [
    ...(usual === undefined ? [] : [`${usual} by default`]),
    ...(examples ? [`such as ${examples.slice(0, 3).join(", ")}`] : []),
  ].join("; ");
  return {
    name,
    description: hint,
    required: missing,
    isControl: true,
    ...limitsOf(schema),
  };
}
