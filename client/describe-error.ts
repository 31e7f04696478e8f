import { catalogue } from "../shared/errors/catalogue.ts";
import { ProblemError } from "../shared/errors/problem.ts";
import { FunctionError } from "./function-error.ts";
import { InvocationError } from "./invocation-error.ts";

/**
 * An error as a person reads it: what happened, what to do, by which IDs to ask.
 * @param local whether the functions are those of this machine
 */
export function describeError(error: unknown, local: boolean): string {
  const lines = error instanceof ProblemError ? problemLines(error) : [(error as Error).message];
  if (error instanceof InvocationError) {
    const { reason, status, requestId } = error;
    lines.push(...labelled("Reason", reason), ...labelled("Status", status));
    lines.push(...labelled("Request ID", requestId));
    if (local && reason === "ECONNREFUSED")
      lines.push("npm start runs the functions on this machine; --cloud calls the deployed ones.");
  }
  return lines.join("\n");
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
