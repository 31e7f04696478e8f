import { InvocationError } from "../../client/invocation-error.ts";
import { UsageError } from "../../client/usage-error.ts";
import { catalogue } from "../../shared/errors/catalogue.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import { member } from "../../shared/json/value.ts";
import type { Document } from "../../shared/operation.ts";

/** What a command ends with, for scripts. */
export const exitCodes = {
  answered: 0,
  jobFailed: 1,
  usage: 2,
  notFound: 3,
  retryable: 4,
  other: 5,
  incomplete: 6,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What the exit codes mean to who calls the command. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  answered: "answered",
  jobFailed: "answered: the job failed or was cancelled",
  usage: "not called, or refused: an argument, a parameter or a variable is wrong",
  notFound: "ICE knows no such job",
  retryable: "throttled, unavailable or too slow: the same call may succeed later",
  other: "anything else",
  incomplete: 'answered in part: the job is not done after --wait, or "stopped" says why there is less',
};

/** @param parameters of the call */
export function exitCodeOf(answer: Document, parameters: Document): ExitCode {
  const phase = member(answer.lifecycle, "phase");
  if (phase === "failed" || phase === "cancelled") return exitCodes.jobFailed;
  if (answer.stopped === undefined) return exitCodes.answered;
  const asAsked = member(answer.stopped, "reason") === "limit" && Number(parameters.pages) > 0;
  return asAsked ? exitCodes.answered : exitCodes.incomplete;
}

export function exitCodeOfError(error: unknown): ExitCode {
  if (error instanceof UsageError) return exitCodes.usage;
  if (!(error instanceof ProblemError || error instanceof InvocationError)) return exitCodes.other;
  if (error.retryable) return exitCodes.retryable;
  if (error instanceof InvocationError) return exitCodes.other;
  if (error.code === "NotFound") return exitCodes.notFound;
  return catalogue[error.code].status < 500 ? exitCodes.usage : exitCodes.other;
}
