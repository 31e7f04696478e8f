import { FunctionError } from "../../client/function-error.ts";
import { InvocationError } from "../../client/invocation-error.ts";
import { UsageError } from "../../client/usage-error.ts";
import { invocationErrors } from "../../functions/invocation-errors.ts";
import { catalogue } from "../../shared/errors/catalogue.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import { inCheckout } from "./checkout.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";

/**
 * An error as text for people: what is wrong, what to do, and the IDs to search logs for.
 * @param local whether the command called the local cloud
 */
export function describeError(error: unknown, local: boolean): string {
  if (error instanceof ProblemError) return problemLines(error).join("\n");
  if (error instanceof InvocationError) return invocationLines(error, local).join("\n");
  return (error as Error).message;
}

export function exitCodeOfError(error: unknown): ExitCode {
  if (error instanceof UsageError) return exitCodes.refused;
  if (!(error instanceof ProblemError || error instanceof InvocationError)) return exitCodes.other;
  if (error.retryable) return exitCodes.retryable;
  if (error instanceof InvocationError) return exitCodes.other;
  if (error.code === "NotFound") return exitCodes.notFound;
  return catalogue[error.code].status < 500 ? exitCodes.refused : exitCodes.other;
}

function invocationLines(error: InvocationError, local: boolean): string[] {
  const { code, functionName, reason, status, requestId } = error;
  return [
    `${code}: ${invocationErrors[code].advice}`,
    // Without a connection the function's name does not matter.
    ...labelled("Function", reason === undefined ? functionName : undefined),
    ...labelled("Reason", reason),
    ...labelled("Status", status),
    ...labelled("Request ID", requestId),
    ...(local && reason === "ECONNREFUSED"
      ? [
          `${inCheckout ? "npm start" : "ims-functions start"} runs the functions on this machine; --on deployed calls the deployed ones.`,
        ]
      : []),
  ];
}

function problemLines(error: ProblemError): string[] {
  const { title, advice } = catalogue[error.code];
  return [
    `${error.code}: ${title}.`,
    ...(error.errors ?? []).map(({ parameter, problem }) => `${parameter} ${problem}`),
    // The catalogue's advice points to `errors`, which stands above.
    `Do this: ${error.errors?.length ? "Correct what is named above." : advice}`,
    ...labelled("ICE's code", error.upstream?.code),
    ...labelled("ICE's request ID", error.upstream?.requestId),
    ...labelled("Request ID", error instanceof FunctionError ? error.requestId : undefined),
  ];
}

const labelled = (label: string, value: string | number | undefined) =>
  value === undefined ? [] : [`${label}: ${value}`];
