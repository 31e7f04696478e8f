import { member } from "../../shared/json/value.ts";
import type { Document } from "../../shared/operation.ts";

/** The exit codes of every command, for scripts. */
export const exitCodes = {
  answered: 0,
  failed: 1,
  refused: 2,
  notFound: 3,
  retryable: 4,
  other: 5,
  incomplete: 6,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What each exit code means. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  answered: "success",
  failed: "the job failed or was cancelled, or a check found something wrong",
  refused: "an argument, a parameter or an environment variable is wrong",
  notFound: "ICE has no such job",
  retryable: "throttled, unavailable or too slow: the same call can succeed later",
  other: "any other error",
  incomplete: 'answered in part: not done after --wait, or see the reason in "stopped"',
};

/** @param parameters of the call */
export function exitCodeOf(answer: Document, parameters: Document): ExitCode {
  const phase = member(answer.lifecycle, "phase");
  if (phase === "failed" || phase === "cancelled") return exitCodes.failed;
  if (answer.stopped === undefined) return exitCodes.answered;
  const asRequested = member(answer.stopped, "reason") === "limit" && Number(parameters.pages) > 0;
  return asRequested ? exitCodes.answered : exitCodes.incomplete;
}
