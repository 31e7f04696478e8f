import { FunctionError } from "../../client/function-error.ts";
import { InvocationError, invocationFaults } from "../../client/invocation-error.ts";
import { catalogue } from "../../shared/errors/catalogue.ts";
import { ProblemError } from "../../shared/errors/problem.ts";

/**
 * An error as a person reads it: what happened, what to do, by which IDs to ask.
 * @param local whether the functions are those of this machine
 */
export function describeError(error: unknown, local: boolean): string {
  if (error instanceof ProblemError) return problemLines(error).join("\n");
  if (error instanceof InvocationError) return invocationLines(error, local).join("\n");
  return (error as Error).message;
}

function invocationLines(error: InvocationError, local: boolean): string[] {
  const { code, functionName, reason, status, requestId } = error;
  return [
    `${code}: ${invocationFaults[code].advice}`,
    // Where there is no connection, none of them can be reached.
    ...labelled("Function", reason === undefined ? functionName : undefined),
    ...labelled("Reason", reason),
    ...labelled("Status", status),
    ...labelled("Request ID", requestId),
    ...(local && reason === "ECONNREFUSED"
      ? ["npm start runs the functions on this machine; --cloud calls the deployed ones."]
      : []),
  ];
}

function problemLines(error: ProblemError): string[] {
  const { title, advice } = catalogue[error.code];
  return [
    `${error.code}: ${title}. ${advice}`,
    ...(error.errors ?? []).map(({ parameter, problem }) => `  ${parameter} ${problem}`),
    ...labelled("ICE's code", error.upstream?.code),
    ...labelled("ICE's request ID", error.upstream?.requestId),
    ...labelled("Request ID", error instanceof FunctionError ? error.requestId : undefined),
  ];
}

const labelled = (label: string, value: string | number | undefined) =>
  value === undefined ? [] : [`${label}: ${value}`];
