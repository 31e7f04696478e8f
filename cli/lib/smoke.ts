import type { Invoke } from "../../client/invoke.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import type { Document, Operation } from "../../shared/operation.ts";

/** What became of one operation's calls. */
export interface Check {
  readonly operation: string;
  /** The function answers, without asking ICE. */
  readonly explains: boolean;
  /** ICE answers the function. */
  readonly answers: boolean;
  /** Why one of both does not. */
  readonly error?: unknown;
}

/** Well formed, and nobody's: an ICE ID is mostly 32 hex digits. */
const nobodysId = "0".repeat(32);

/**
 * Calls a function twice: for an explanation, then for as little as there is. For an ID that nobody has, NotFound is the
 * right answer. Never rejects.
 * @param id of a job or an asset that is there
 */
export async function smoke(invoke: Invoke, operation: Operation, id?: string): Promise<Check> {
  const parameters = probe(operation, id ?? nobodysId);
  const check = { operation: operation.name, explains: false, answers: false };
  try {
    await invoke(operation, { ...parameters, explain: true });
    check.explains = true;
    await invoke(operation, parameters);
  } catch (error) {
    const notFound = error instanceof ProblemError && error.code === "NotFound";
    if (!(check.explains && notFound && id === undefined)) return { ...check, error };
  }
  return { ...check, answers: true };
}

function probe(operation: Operation, id: string): Document {
  if (operation.kind === "list") return { [operation.sizeField]: 1 };
  return { [operation.kind === "batch" ? operation.idsField : operation.idField]: id };
}
