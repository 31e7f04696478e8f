import { ProblemError } from "../../../shared/errors/problem.ts";

/** The error of the catalogue that a call ends with. Anything else that it ends with fails the test. */
export function problemOf(call: () => unknown): ProblemError {
  try {
    call();
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

/** The same of what comes later. */
export async function laterProblemOf(result: Promise<unknown>): Promise<ProblemError> {
  const [outcome] = await Promise.allSettled([result]);
  return problemOf(() => {
    if (outcome.status === "rejected") throw outcome.reason;
  });
}
