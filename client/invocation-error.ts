/** What goes wrong before a function answers, or in place of its answer. */
export const invocationFaults = {
  InvalidRequest: { retryable: false, advice: "Function Compute takes no such request." },
  AccessDenied: {
    retryable: false,
    advice:
      "Function Compute refuses the call: check the access key, its permission fc:InvokeFunction on this function, and this machine's clock.",
  },
  FunctionNotFound: {
    retryable: false,
    advice: "Check the account, the region, the stage and the qualifier, and that the function is deployed.",
  },
  ResourceThrottled: {
    retryable: true,
    advice: "Function Compute runs as many instances as it may: call less often, or have the limit raised.",
  },
  Unavailable: {
    retryable: true,
    advice: "Function Compute can't be reached or gave no usable answer: try again.",
  },
  InvocationTimeout: { retryable: true, advice: "No answer came in time: try again." },
  FunctionTimeout: {
    retryable: true,
    advice: "The function was killed at its timeout: ask for less in one call, or raise the timeout.",
  },
  FunctionFailed: {
    retryable: false,
    advice: "The function broke down: its log, under the request ID, says how.",
  },
} as const;

export type InvocationCode = keyof typeof invocationFaults;

interface InvocationDetails {
  /** The HTTP status of Function Compute's answer. */
  readonly status?: number | undefined;
  /** Function Compute's. */
  readonly requestId?: string | undefined;
  /** A word such as `ECONNREFUSED`. */
  readonly reason?: string | undefined;
}

/** An invocation that ended without the function's own word. Nothing that came from outside is in it but IDs and words. */
export class InvocationError extends Error {
  override readonly name = "InvocationError";
  readonly code: InvocationCode;
  readonly functionName: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly reason: string | undefined;

  constructor(code: InvocationCode, functionName: string, details: InvocationDetails = {}) {
    super(`${code} (${functionName}): ${invocationFaults[code].advice}`);
    this.code = code;
    this.functionName = functionName;
    this.status = details.status;
    this.requestId = details.requestId;
    this.reason = details.reason;
  }

  /** Whether the same call can succeed later, unchanged. */
  get retryable(): boolean {
    return invocationFaults[this.code].retryable;
  }
}

/** Every status that is not here is an InvalidRequest below 500 and Unavailable from there on. */
const byStatus: Readonly<Record<number, InvocationCode>> = {
  401: "AccessDenied",
  403: "AccessDenied",
  404: "FunctionNotFound",
  429: "ResourceThrottled",
};

/**
 * Reads what fc2 rejects with. Its text is left behind: it quotes the service, which may echo what was signed. For API
 * 2023-03-30 it holds no code of Function Compute's, only the status.
 */
export function fromSdk(error: unknown, functionName: string): InvocationError {
  const { name, message, code } = error as { name?: unknown; message?: unknown; code?: unknown };
  const [, digits, id = ""] = /failed with (\d{3})\. requestid: ([^,]*),/.exec(String(message)) ?? [];
  if (digits !== undefined) {
    const status = Number(digits);
    const known = byStatus[status] ?? (status >= 400 && status < 500 ? "InvalidRequest" : "Unavailable");
    return new InvocationError(known, functionName, { status, requestId: requestIdOf(id) });
  }
  if (/Timeout/.test(String(name))) return new InvocationError("InvocationTimeout", functionName);
  const reason = [code, name].find((word) => typeof word === "string" && /^\w{1,40}$/.test(word));
  return new InvocationError("Unavailable", functionName, { reason: reason as string | undefined });
}

/** A request ID that is fit to be shown. */
export function requestIdOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "undefined" && /^[\w-]{1,64}$/.test(value)
    ? value
    : undefined;
}
