import * as z from "zod/mini";
import { join } from "../answer/path.ts";
import { type ParameterFault, ProblemError } from "../errors/problem.ts";
import type { Document, Operation, PagesModel } from "../operation.ts";
import {
  type CallerKind,
  type ControlName,
  type Controls,
  controlNames,
  controls,
  refusal,
} from "./controls.ts";
import { parseDuration } from "./duration.ts";
import { nearest } from "./nearest.ts";
import { toIceTime } from "./parameter.ts";

/** Typed parameters of ICE and of the bundle. */
export interface Request {
  readonly parameters: Document;
  readonly controls: Omit<Controls, "since">;
}

type FaultCode = "UnknownParameter" | "MissingParameter" | "InvalidParameter";

/** A fault that a misspelled name may be the reason of comes after it. */
const precedence: readonly FaultCode[] = ["UnknownParameter", "MissingParameter", "InvalidParameter"];

/** An answer names so many faults at most. */
const mostFaults = 50;

const schemas = new WeakMap<Operation, z.ZodMiniObject>();

/** Everything an operation takes, the controls included that some of its callers may not use. */
function schemaOf(operation: Operation): z.ZodMiniObject {
  let schema = schemas.get(operation);
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
  const faults: (ParameterFault & { code: FaultCode })[] = [];
  const fault = (code: FaultCode, parameter: string, problem: string) =>
    faults.push({ code, parameter, problem });

  const parsed = z.safeParse(schemaOf(operation), values);
  for (const issue of parsed.error?.issues ?? []) {
    const [name, index] = issue.path as [string, number?];
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys)
        fault("UnknownParameter", join("", key.slice(0, 64)), unknownText(operation, key));
    } else if (!Object.hasOwn(values, name)) fault("MissingParameter", name, "is missing");
    else fault("InvalidParameter", index === undefined ? name : `${name}[${index}]`, issue.message);
  }
  for (const name of controlNames) {
    const reason = Object.hasOwn(values, name) && refusal(name, operation, caller);
    if (reason) fault("InvalidParameter", name, reason);
  }
  for (const [parameter, problem] of contradictions(operation, values))
    fault("InvalidParameter", parameter, problem);

  if (faults.length > 0) {
    const code = precedence.find((one) => faults.some((each) => each.code === one)) as FaultCode;
    const errors = faults.slice(0, mostFaults).map(({ parameter, problem }) => ({ parameter, problem }));
    throw new ProblemError(code, { errors });
  }
  return settle(operation, parsed.data as Record<string, unknown>, time);
}

function unknownText(operation: Operation, key: string): string {
  const known = Object.keys(schemaOf(operation).shape);
  const meant = nearest(key.slice(0, 64), known);
  return meant ? `is not known; did you mean ${meant}?` : `is not known; known are ${known.join(", ")}`;
}

/** Parameters that are right by themselves but not together. */
function contradictions(operation: Operation, values: Document): [string, string][] {
  const pages = operation.pages;
  if (!pages) return [];
  const from = values[pages.from];
  const to = values[pages.to];
  if (values.since !== undefined) {
    return [pages.from, pages.to, pages.token]
      .filter((name) => values[name] !== undefined)
      .map((name) => ["since", `can't be given together with ${name}`]);
  }
  if (typeof from === "string" && typeof to === "string" && from > to)
    return [[pages.from, `must not be later than ${pages.to}`]];
  return [];
}

/** Parts ICE's parameters from the controls, and makes absolute times of `since`. */
function settle({ pages }: Operation, values: Document, time: number): Request {
  const isControl = ([name]: [string, unknown]) => controlNames.includes(name as ControlName);
  const entries = Object.entries(values);
  const { since, ...controls }: Controls = Object.fromEntries(entries.filter(isControl));
  const range = since && pages ? rangeOf(pages, parseDuration(since) as number, time) : {};
  return {
    parameters: { ...Object.fromEntries(entries.filter((entry) => !isControl(entry))), ...range },
    controls,
  };
}

function rangeOf(pages: PagesModel, seconds: number, time: number): Document {
  return { [pages.from]: toIceTime(time - seconds * 1000), [pages.to]: toIceTime(time) };
}
