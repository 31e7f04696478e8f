import { type InvocationCode, invocationErrors } from "../functions/invocation-errors.ts";

export interface InvocationDetails {
  /** HTTP status of Function Compute's answer. */
  readonly status?: number | undefined;
  /** Function Compute's request ID. */
  readonly requestId?: string | undefined;
  /** A word such as `ECONNREFUSED`. */
  readonly reason?: string | undefined;
}

/**
 * An invocation that got no answer from its function. `code` is one of `functions/invocation-errors.ts`. The error holds
 * no text of the service, only IDs and single words.
 * @example
 * if (error instanceof InvocationError && error.retryable) …
 */
export class InvocationError extends Error {
  override readonly name = "InvocationError";
  readonly code: InvocationCode;
  readonly functionName: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly reason: string | undefined;

  constructor(code: InvocationCode, functionName: string, details: InvocationDetails = {}) {
    super(`${code} (${functionName}): ${invocationErrors[code].advice}`);
    this.code = code;
    this.functionName = functionName;
    this.status = details.status;
    this.requestId = details.requestId;
    this.reason = details.reason;
  }

  /** Whether the same call can succeed later. */
  get retryable(): boolean {
    return invocationErrors[this.code].retryable;
  }

  /** The error for a log or an answer. It holds nothing secret; what is not known is left out. */
  toJSON(): InvocationDetails & {
    readonly name: string;
    readonly code: InvocationCode;
    readonly message: string;
    readonly retryable: boolean;
    readonly functionName: string;
  } {
    const { name, code, message, retryable, functionName, status, requestId, reason } = this;
    return { name, code, message, retryable, functionName, status, requestId, reason };
  }
}

/** Any other status is InvalidRequest below 500, and Unavailable from 500 on. */
const byStatus: Readonly<Record<number, InvocationCode>> = {
  401: "AccessDenied",
  403: "AccessDenied",
  404: "FunctionNotFound",
  429: "ResourceThrottled",
};

/**
 * Makes an InvocationError of an error of fc2. Its text is dropped: it quotes the service, which may echo what was
 * signed. For API 2023-03-30 it holds no code of Function Compute, only the status.
 */
export function fromSdk(error: unknown, functionName: string): InvocationError {
  const { name, message, code } = error as { name?: unknown; message?: unknown; code?: unknown };
  const [, digits, id = ""] = /failed with (\d{3})\. requestid: ([^,]*),/.exec(String(message)) ?? [];
  if (digits !== undefined) {
    const status = Number(digits);
    const known = byStatus[status] ?? (status >= 400 && status < 500 ? "InvalidRequest" : "Unavailable");
    return new InvocationError(known, functionName, { status, requestId: safeRequestId(id) });
  }
  if (/Timeout/.test(String(name))) return new InvocationError("InvocationTimeout", functionName);
  const reason = [code, name].find((word) => typeof word === "string" && /^\w{1,40}$/.test(word));
  return new InvocationError("Unavailable", functionName, { reason: reason as string | undefined });
}

/** A request ID; undefined for a value that does not look like one and must not be shown. */
export function safeRequestId(value: unknown): string | undefined {
  return typeof value === "string" && value !== "undefined" && /^[\w-]{1,64}$/.test(value)
    ? value
    : undefined;
}
