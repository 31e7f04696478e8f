import type * as z from "zod/mini";
import { mostFaults, type ParameterFault, ProblemError, parameterPath } from "../errors/problem.ts";
import type { Document, Operation } from "../operation.ts";
import { type CallerKind, controlNames, refusal } from "./controls.ts";
import { nearest } from "./nearest.ts";
import { parseIceTime } from "../runtime/ice-time.ts";

/** What is wrong with one parameter, and the error that it makes. */
interface Fault extends ParameterFault {
  readonly code: "UnknownParameter" | "MissingParameter" | "InvalidParameter";
}

/** A fault that a misspelled name may be the reason of comes after it. */
const precedence: readonly Fault["code"][] = ["UnknownParameter", "MissingParameter", "InvalidParameter"];

/** @throws ProblemError if there is any fault, with all of them */
export function refuse(faults: readonly Fault[]): void {
  const code = precedence.find((one) => faults.some((each) => each.code === one));
  if (!code) return;
  const errors = faults.map(({ parameter, problem }) => ({ parameter, problem }));
  throw new ProblemError(code, { errors });
}

const invalid = (parameter: string, problem: string): Fault => ({
  code: "InvalidParameter",
  parameter,
  problem,
});

/** What a schema found wrong. */
export function schemaFaults(
  issues: readonly z.core.$ZodIssue[],
  values: Document,
  known: () => readonly string[],
): Fault[] {
  return issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? unknownNames(issue.keys, known()) : [faultOf(issue, values)],
  );
}

function unknownNames(names: readonly string[], known: readonly string[]): Fault[] {
  // Stryker disable next-line MethodExpression: to look at names that nobody is shown only takes longer
  return names.slice(0, mostFaults).map((name) => {
    const parameter = parameterPath(name);
    const meant = nearest(parameter, known);
    const help = meant ? `did you mean ${meant}?` : `known are ${known.join(", ")}`;
    return { code: "UnknownParameter", parameter, problem: `is not known; ${help}` };
  });
}

/** A fault of one parameter, or of one element of a list. */
function faultOf({ path, message }: z.core.$ZodIssue, values: Document): Fault {
  const [name, index] = path as [string, number?];
  if (!Object.hasOwn(values, name))
    return { code: "MissingParameter", parameter: name, problem: "is missing" };
  return invalid(index === undefined ? name : `${name}[${index}]`, message);
}

/** The controls among the names that make no sense for an operation or a caller. */
export function refusalsOf(names: readonly string[], operation: Operation, caller: CallerKind): Fault[] {
  const given = controlNames.filter((name) => names.includes(name));
  return given.flatMap((name) => {
    const reason = refusal(name, operation, caller);
    return reason === undefined ? [] : [invalid(name, reason)];
  });
}

/** Parameters that are right by themselves but not together. */
export function contradictions({ pages }: Operation, values: Document): Fault[] {
  if (!pages) return [];
  if (values.since !== undefined) {
    return [pages.from, pages.to, pages.token]
      .filter((name) => values[name] !== undefined)
      .map((name) => invalid("since", `can't be given together with ${name}`));
  }
  const from = parseIceTime(String(values[pages.from]));
  const to = parseIceTime(String(values[pages.to]));
  if (from !== undefined && to !== undefined && from > to)
    return [invalid(pages.from, `must not be later than ${pages.to}`)];
  return [];
}
