import type { ErrorCode } from "../errors/catalogue.ts";
import type { ProblemError } from "../errors/problem.ts";
import type { Lifecycle } from "../job/lifecycle.ts";
import type { Document } from "../operation.ts";

/** Why an answer is not complete. */
export interface Stopped {
  readonly reason: "deadline" | "limit" | "repeatedToken" | "invalidToken" | "error";
  /** The error, where one was the reason. */
  readonly code?: ErrorCode;
}

/** The bundle's own members of an answer. */
export interface Additions {
  /** Of a single job. */
  readonly lifecycle?: Lifecycle;
  /** IDs that ICE answered for, but neither found nor ignored. */
  readonly missing?: readonly string[];
  /** IDs whose call failed or was not made. */
  readonly unanswered?: readonly string[];
  readonly stopped?: Stopped;
  /** The whole set of parameters for the next call. */
  readonly next?: Document;
}

/** What a failure in the middle of the work means for the rest. */
export function stoppedBy({ code, cause }: ProblemError): Stopped {
  if (code === "DeadlineExceeded") return { reason: "deadline" };
  // The answer would not have been too large alone: there was no room beside the others.
  if (code === "UpstreamUnusable" && cause === "room") return { reason: "limit" };
  return { reason: "error", code };
}
