import * as z from "zod/mini";
import type { Document, Operation, PagesModel } from "../operation.ts";
import {
  acceptedBy,
  type CallerKind,
  type ControlName,
  type Controls,
  controlNames,
  controls,
} from "./controls.ts";
import { parseDuration } from "./duration.ts";
import { formatIceTime } from "../runtime/ice-time.ts";
import { contradictions, refusalsOf, refuse, schemaFaults } from "./violations.ts";

/** Typed parameters of ICE and of the bundle. */
export interface Request {
  readonly parameters: Document;
  readonly controls: Omit<Controls, "since">;
}

const schemas = new WeakMap<Operation, z.ZodMiniObject>();

/** Everything an operation takes, the controls included that some of its callers may not use. */
function schemaOf(operation: Operation): z.ZodMiniObject {
  let schema = schemas.get(operation);
  // Stryker disable next-line ConditionalExpression: to build it again would take time and change nothing
  if (!schema) {
    const optional = Object.entries(controls).map(([name, control]) => [name, z.optional(control)]);
    schema = z.strictObject({ ...operation.parameters.shape, ...Object.fromEntries(optional) });
    schemas.set(operation, schema);
  }
  return schema;
}

/**
 * Checks what a caller gave. A JSON null counts as not given. `since` becomes absolute times.
 * @param time the time of reference, in milliseconds since the epoch
 * @throws ProblemError UnknownParameter, MissingParameter or InvalidParameter, with every fault there is
 */
export function validate(operation: Operation, given: Document, caller: CallerKind, time: number): Request {
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const { data, error } = z.safeParse(schemaOf(operation), values);
  refuse([
    ...schemaFaults(error?.issues ?? [], values, () => Object.keys(acceptedBy(operation, caller))),
    ...refusalsOf(Object.keys(values), operation, caller),
    ...contradictions(operation, values),
  ]);
  return settle(operation, data as Document, time);
}

/** Parts ICE's parameters from the controls, and makes absolute times of `since`. */
function settle({ pages }: Operation, values: Document, time: number): Request {
  const parameters: Record<string, unknown> = {};
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(values)) {
    const part = controlNames.includes(name as ControlName) ? given : parameters;
    part[name] = values[name];
  }
  const { since, ...controls }: Controls = given;
  const range = since && pages && rangeOf(pages, parseDuration(since) as number, time);
  return { parameters: { ...parameters, ...range }, controls };
}

function rangeOf(pages: PagesModel, seconds: number, time: number): Document {
  return { [pages.from]: formatIceTime(time - seconds * 1000), [pages.to]: formatIceTime(time) };
}
