import type { Document, Operation } from "../operation.ts";
import type { Parameter } from "../schema/parameter.ts";
import { jobRules } from "./job-rules.ts";
import { listRules } from "./list-rules.ts";
import { acceptedBy, type CallerKind, commonControls, type Request, type Rules } from "./rules.ts";
import { validate } from "./validate.ts";

// For tools, the client and the command line. A deployed function carries the rules of its own kind alone.

/** What validation must know of an operation's kind. */
export function rulesOf(operation: Operation): Rules {
  return { job: jobRules, list: listRules, batch: { controls: {} } }[operation.kind] as Rules;
}

/** Every control there is, in the order that documents show them. */
export const allControls: Readonly<Record<string, Parameter>> = {
  ...commonControls,
  ...jobRules.controls,
  ...listRules.controls,
};

/** What a caller may give to an operation, by name: its parameters, then the controls that suit both. */
export function accepted(operation: Operation, caller: CallerKind): Readonly<Record<string, Parameter>> {
  return acceptedBy(operation, rulesOf(operation).controls, caller);
}

/**
 * Checks what a caller gave to an operation, as its function does.
 * @param time the time of reference, in milliseconds since the epoch
 * @throws ProblemError with every violation there is
 */
export function validateFor(
  operation: Operation,
  given: Document,
  caller: CallerKind,
  time: number,
): Request {
  return validate(operation, rulesOf(operation), given, caller, time);
}
