import { mostViolations, ProblemError, type Violation as Shown, shownName } from "../errors/problem.ts";
import { nearest } from "./nearest.ts";

/** What is wrong with one parameter, and the error that it makes. */
export interface Violation extends Shown {
  readonly code: "UnknownParameter" | "MissingParameter" | "InvalidParameter";
}

/** A violation that a misspelled name may have caused comes after it. */
const precedence: readonly Violation["code"][] = ["UnknownParameter", "MissingParameter", "InvalidParameter"];

/** @throws ProblemError if there are any violations, with all of them */
export function refuse(violations: readonly Violation[]): void {
  const code = precedence.find((one) => violations.some((each) => each.code === one));
  if (!code) return;
  const errors = violations.map(({ parameter, problem }) => ({ parameter, problem }));
  throw new ProblemError(code, { errors });
}

export const invalid = (parameter: string, problem: string): Violation => ({
  code: "InvalidParameter",
  parameter,
  problem,
});

export const missing = (parameter: string): Violation => ({
  code: "MissingParameter",
  parameter,
  problem: "is missing",
});

/** Names that are not known. Each costs a comparison with every known name, and only the first are shown. */
export function unknown(names: readonly string[], known: readonly string[]): Violation[] {
  // Stryker disable next-line MethodExpression: comparing names that are not shown only takes longer
  return names.slice(0, mostViolations).map((name) => {
    const parameter = shownName(name);
    const meant = nearest(parameter, known);
    const help = meant ? `did you mean ${meant}?` : `known are ${known.join(", ")}`;
    return { code: "UnknownParameter", parameter, problem: `is not known; ${help}` };
  });
}
