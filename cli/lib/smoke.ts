import type { Invoke } from "../../client/invoke.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import type { Document, Operation } from "../../shared/operation.ts";

/** The result of one operation's calls. */
export interface Check {
  readonly operation: string;
  /** Whether the function answers a call that does not need ICE. */
  readonly explains: boolean;
  /** Whether the function gets an answer from ICE. */
  readonly answers: boolean;
  /** The error, if one of both fails. */
  readonly error?: unknown;
}

/** A well-formed ID that does not exist: most ICE IDs are 32 hex digits. */
const unusedId = "0".repeat(32);

/**
 * Calls a function twice: for an explanation, then for as little as possible. For an ID that does not exist, NotFound is
 * the right answer. Never rejects.
 * @param id of a job or an asset that exists; undefined uses one that does not
 */
export async function smoke(invoke: Invoke, operation: Operation, id?: string): Promise<Check> {
  const parameters = smallestCall(operation, id ?? unusedId);
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

function smallestCall(operation: Operation, id: string): Document {
  if (operation.kind === "list") return { [operation.sizeField]: 1 };
  return { [operation.kind === "batch" ? operation.idsField : operation.idField]: id };
}
