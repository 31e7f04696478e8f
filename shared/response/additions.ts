import type { ErrorCode } from "../errors/catalogue.ts";

/** Why an answer is not complete. */
export interface Stopped {
  readonly reason: "deadline" | "limit" | "repeatedToken" | "error";
  /** The error, where one was the reason. */
  readonly code?: ErrorCode;
}

/** What a failure in the middle of the work says of the rest. */
export function stoppedBy(code: ErrorCode): Stopped {
  return code === "DeadlineExceeded" ? { reason: "deadline" } : { reason: "error", code };
}
