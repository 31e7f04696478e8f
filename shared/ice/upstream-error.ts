import type { ErrorCode } from "../errors/catalogue.ts";
import { ProblemError } from "../errors/problem.ts";
import { shownRequestId } from "./request-id.ts";

/** What ICE answered in place of a document. Its Message is left behind: it may echo the string to sign. */
export interface UpstreamFailure {
  readonly status: number;
  /** ICE's or the gateway's Code; undefined where the answer has none. */
  readonly code: unknown;
  readonly requestId: unknown;
  /** The x-acs-retry-after header, in milliseconds. */
  readonly retryAfter: unknown;
}

/** Codes of ICE and of the gateway before it, the first that matches. */
const byCode: readonly (readonly [RegExp, ErrorCode])[] = [
  [/Throttling|^RequestsTooFrequent/, "Throttled"],
  [/^ServiceUnavailable/i, "UpstreamUnavailable"],
  [
    /^(SignatureDoesNotMatch|IncompleteSignature|SignatureNonceUsed|IllegalTimestamp)/,
    "UpstreamAuthenticationFailed",
  ],
  [/^((Invalid|Missing)(AccessKeyId|SecurityToken)|InvalidTimeStamp)\b/, "UpstreamAuthenticationFailed"],
  [/^(InvalidAction|InvalidVersion)\b/, "ConfigurationError"],
  [/^OperationDenied\b/, "UpstreamServiceNotOpen"],
  [/^(Forbidden|NoPermission)/, "UpstreamAccessDenied"],
  [/NotFound$/, "NotFound"],
  [/^MissingParameter/, "MissingParameter"],
  [/^InvalidParameter/, "InvalidParameter"],
];

/** For other codes, the HTTP status decides. */
const byStatus: Readonly<Record<number, ErrorCode>> = {
  400: "InvalidParameter",
  401: "UpstreamAuthenticationFailed",
  403: "UpstreamAccessDenied",
  404: "NotFound",
  429: "Throttled",
};

/** A request that was signed too early, too late or twice: worth signing anew. */
const staleSignature = /^(SignatureNonceUsed|IllegalTimestamp|InvalidTimeStamp)/;

/** Turns what ICE answered into an error of the catalogue, with ICE's code and request ID where they are fit to show. */
export function fromFailure({ status, code, requestId, retryAfter }: UpstreamFailure): ProblemError {
  const known = typeof code === "string" && /^[\w.-]{1,60}$/.test(code) ? code : undefined;
  const isMilliseconds = typeof retryAfter === "string" && /^\d{1,7}$/.test(retryAfter);
  return new ProblemError(codeOf(status, known), {
    upstream: { code: known, requestId: shownRequestId(requestId) },
    retryAfterMs: isMilliseconds ? Number(retryAfter) : undefined,
    cause: `status ${status}`,
  });
}

function codeOf(status: number, code: string | undefined): ErrorCode {
  if (code === undefined) return status === 429 ? "Throttled" : "UpstreamUnavailable";
  const entry = byCode.find(([pattern]) => pattern.test(code));
  return entry?.[1] ?? byStatus[status] ?? "UpstreamUnavailable";
}

/** Whether an error says that the signature was stale. */
export function isStaleSignature(error: ProblemError): boolean {
  return staleSignature.test(String(error.upstream?.code));
}
