import { appendName } from "../json/path.ts";
import { catalogue, type ErrorCode } from "./catalogue.ts";

/** Violations in one answer, at most. */
export const mostViolations = 50;
/** Characters shown of a name that came from outside, at most. */
const longestName = 64;

/** What is wrong with one parameter, or with one setting of the function. */
export interface Violation {
  readonly parameter: string;
  readonly problem: string;
}

/** How a violation names a parameter whose name came from outside: as a path, and cut. */
export function shownName(name: string): string {
  return appendName("", name.slice(0, longestName));
}

/** What ICE said of the error, and the ID to ask the vendor's support about. */
export interface Upstream {
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
}

/** The body of an error: RFC 9457, with the bundle's own members. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly requestId: string;
  readonly upstream?: Upstream;
  readonly errors?: readonly Violation[];
}

interface ProblemOptions {
  readonly errors?: readonly Violation[];
  readonly upstream?: Upstream;
  /** Milliseconds to wait before the next attempt, where ICE or the platform told. */
  readonly retryAfterMs?: number | undefined;
  /** For the log alone: a word about the cause that holds nothing secret, such as `ECONNRESET`. */
  readonly cause?: string | undefined;
}

/** An error of the catalogue. Its message is the code: nothing that came from outside is ever in it. */
export class ProblemError extends Error {
  override readonly name: string = "ProblemError";
  override readonly cause: string | undefined;
  readonly code: ErrorCode;
  readonly errors: readonly Violation[] | undefined;
  readonly upstream: Upstream | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, { errors, upstream, retryAfterMs, cause }: ProblemOptions = {}) {
    super(code);
    this.code = code;
    this.errors = errors?.slice(0, mostViolations);
    this.upstream = upstream;
    this.retryAfterMs = retryAfterMs;
    this.cause = cause;
  }

  /** Whether the same call can succeed later, unchanged. */
  get retryable(): boolean {
    return catalogue[this.code].retryable;
  }

  /** The document a caller gets. */
  details(requestId: string): ProblemDetails {
    const { title, status, advice, retryable } = catalogue[this.code];
    return {
      type: `urn:problem-type:ims-functions:${this.code}`,
      title,
      status,
      detail: advice,
      code: this.code,
      retryable,
      requestId,
      ...((this.upstream?.code || this.upstream?.requestId) && { upstream: this.upstream }),
      ...(this.errors && { errors: this.errors }),
    };
  }
}

/**
 * The error as direct callers and timers get it: `name` is what Function Compute passes on as `errorType` and what a
 * CloudFlow Retry or Catch names; the message is the problem document as JSON; the stack tells nothing.
 */
export function namedError(details: ProblemDetails): Error {
  const error = new Error(JSON.stringify(details));
  error.name = details.code;
  error.stack = "";
  return error;
}
