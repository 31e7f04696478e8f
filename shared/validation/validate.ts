import { safeParse } from "zod/v4/core";
import type { Document, Operation } from "../operation.ts";
import type { Parameter, Parameters } from "../schema/parameter.ts";
import { acceptedBy, type CallerKind, commonControls, type Request, type Rules, refusal } from "./rules.ts";
import { invalid, missing, refuse, unknown, type Violation } from "./violations.ts";

/**
 * Checks what a caller gave. A known name with null counts as not given. Only the schemas of what was given are built.
 * @param rules of the operation's kind
 * @param time the time of reference, in milliseconds since the epoch
 * @throws ProblemError UnknownParameter, MissingParameter or InvalidParameter, with every violation there is
 */
export function validate<Each extends Operation>(
  operation: Each,
  rules: Rules<Each>,
  given: Document,
  caller: CallerKind,
  time: number,
): Request {
  const definitionOf = (name: string) =>
    own(operation.parameters, name) ?? own(commonControls, name) ?? own(rules.controls, name);
  const names = Object.keys(given);
  const parameters: Record<string, unknown> = {};
  const controls: Record<string, unknown> = {};
  const violations: Violation[] = [];

  const strange: string[] = [];
  for (const name of names) {
    const reason = refusal(name, operation, caller);
    const definition = definitionOf(name);
    if (reason) violations.push(invalid(name, reason));
    else if (!definition) strange.push(name);
    else if (isGiven(given[name])) {
      const { data, error } = safeParse(definition.schema(), given[name]);
      (own(operation.parameters, name) ? parameters : controls)[name] = data;
      for (const { path, message } of error?.issues ?? [])
        violations.push(invalid(path.length === 0 ? name : `${name}[${String(path[0])}]`, message));
    }
  }
  if (strange.length > 0)
    violations.push(...unknown(strange, Object.keys(acceptedBy(operation, rules.controls, caller))));
  for (const [name, { required }] of Object.entries(operation.parameters))
    if (required && !isGiven(given[name])) violations.push(missing(name));
  violations.push(...(rules.violations?.(operation, withoutNulls(given)) ?? []));
  refuse(violations);

  const request = { parameters, controls };
  return rules.settle?.(operation, request, time) ?? request;
}

const isGiven = (value: unknown) => value !== undefined && value !== null;

/** Whether a name is a parameter of an operation, or a control. @param controls of the operation's kind */
export function isKnown(name: string, operation: Operation, controls: Parameters): boolean {
  return [operation.parameters, commonControls, controls].some((each) => Object.hasOwn(each, name));
}

function own(definitions: Parameters, name: string): Parameter | undefined {
  return Object.hasOwn(definitions, name) ? definitions[name] : undefined;
}

function withoutNulls(given: Document): Document {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => isGiven(value)));
}
