import { bodies, strangeStatuses } from "../../local/ice/faults/replies.ts";
import { catalogue, type ErrorCode } from "../../shared/errors/catalogue.ts";
import type { Stopped } from "../../shared/response/additions.ts";

/** The order of a fault for the local ICE. */
export type FaultOrder = Readonly<Record<string, unknown>> & { readonly fault: string };

/** A fault that replaces the answer, and what a caller sees. */
export interface Failure {
  readonly order: FaultOrder;
  /** While the fault lasts: an error, or ICE's answer. */
  readonly sees: ErrorCode | "answer";
  /** When the fault concerns a single attempt. */
  readonly once: ErrorCode | "answer";
}

/** What the answer and the log say when a caller gets ICE's document. */
export interface Answered {
  /** The job's phase, if the fault changes it. */
  readonly phase?: "unknown";
  readonly missing?: true;
  readonly stopped?: Stopped["reason"];
  /** The kinds of drift in the log. */
  readonly drift?: readonly string[];
  /** A remark. */
  readonly note?: string;
}

/** A fault inside an answer, and what a caller sees; undefined where the fault is not possible. */
export interface StrangeAnswer {
  readonly order: FaultOrder;
  readonly job?: ErrorCode | Answered;
  readonly list?: ErrorCode | Answered;
  readonly batch?: ErrorCode | Answered;
}

const failure = (order: FaultOrder, sees: Failure["sees"], once = afterRetry(sees)): Failure => ({
  order,
  sees,
  once,
});

/** If a retry can help, the next attempt is answered. */
function afterRetry(sees: Failure["sees"]): Failure["sees"] {
  return sees !== "answer" && catalogue[sees].retryable ? "answer" : sees;
}

/** This fault concerns the whole server, never a single attempt. */
export const refused: Failure = failure(
  { fault: "refused", forMs: 500 },
  "UpstreamUnavailable",
  "UpstreamUnavailable",
);

export const brokenConnections: readonly Failure[] = [
  failure({ fault: "reset-before-head" }, "UpstreamUnavailable"),
  failure({ fault: "reset-after-head" }, "UpstreamUnavailable"),
  failure({ fault: "cut-body" }, "UpstreamUnavailable"),
  failure({ fault: "cut-gzip" }, "UpstreamUnusable"),
  failure({ fault: "false-encoding" }, "UpstreamUnusable"),
  failure({ fault: "endless" }, "UpstreamUnusable"),
  failure({ fault: "closed-on-reuse" }, "answer"),
  failure({ fault: "closed-on-reuse", all: true }, "answer"),
];

/** Faults that only a timeout ends. */
export const silences: readonly Failure[] = [
  failure({ fault: "stall" }, "UpstreamTimeout"),
  failure({ fault: "drip" }, "UpstreamTimeout"),
  failure({ fault: "silent-on-reuse" }, "answer"),
  failure({ fault: "silent-on-reuse", all: true }, "answer"),
];

export const refusals: readonly Failure[] = [
  failure({ fault: "throttled" }, "Throttled"),
  failure({ fault: "throttled", retryAfterMs: 50 }, "Throttled"),
  // Longer than the timeout of any function.
  failure({ fault: "throttled", retryAfterMs: 600_000 }, "Throttled", "Throttled"),
  failure({ fault: "expired-token" }, "UpstreamAuthenticationFailed"),
  failure({ fault: "mismatched-token" }, "UpstreamAuthenticationFailed"),
  failure({ fault: "signature-mismatch" }, "UpstreamAuthenticationFailed"),
  failure({ fault: "clock-skew" }, "UpstreamAuthenticationFailed", "answer"),
  failure({ fault: "nonce-used" }, "UpstreamAuthenticationFailed", "answer"),
  failure({ fault: "null" }, "UpstreamUnavailable"),
  failure({ fault: "array" }, "UpstreamUnavailable"),
  failure({ fault: "string" }, "UpstreamUnavailable"),
];

/** Statuses, by the body that comes with them: apart from 429, only ICE's own JSON gives them a meaning. */
export const statuses: readonly Failure[] = strangeStatuses.flatMap((status) =>
  bodies.map((as) => failure({ fault: "status", status, as }, seenOfStatus(status, as))),
);

function seenOfStatus(status: number, as: (typeof bodies)[number]): ErrorCode {
  if (as === "ice" && status === 400) return "InvalidParameter";
  if (as === "ice" && status === 403) return "UpstreamAccessDenied";
  if (as === "ice" && status === 404) return "NotFound";
  if (status === 429) return "Throttled";
  return "UpstreamUnavailable";
}

const byCode: Readonly<Partial<Record<ErrorCode, readonly string[]>>> = {
  MissingParameter: ["MissingParameter"],
  InvalidParameter: ["InvalidParameter"],
  NotFound: ["ResourceNotFound", "ProjectNotFound"],
  Throttled: ["Throttling", "Throttling.User", "Throttling.Api", "RequestsTooFrequent"],
  UpstreamAccessDenied: ["Forbidden", "Forbidden.RAM", "NoPermission"],
  UpstreamAuthenticationFailed: [
    "SignatureDoesNotMatch",
    "IncompleteSignature",
    "InvalidAccessKeyId.NotFound",
    "InvalidSecurityToken.Expired",
    "InvalidSecurityToken.Malformed",
    "InvalidSecurityToken.MismatchWithAccessKey",
    "MissingSecurityToken",
  ],
  UpstreamServiceNotOpen: ["OperationDenied", "OperationDenied.Suspended"],
  UpstreamUnavailable: ["InternalError", "ServiceUnAvailable", "UnsupportedHTTPMethod", "PayloadTooLarge"],
  ConfigurationError: ["InvalidAction.NotFound", "InvalidVersion"],
};

/** A call with a signature that was too early, too late or used twice is signed again once. */
const staleSignatures = ["SignatureNonceUsed", "IllegalTimestamp", "InvalidTimeStamp.Expired"];

/** All known error codes of ICE. */
export const codes: readonly Failure[] = [
  ...Object.entries(byCode).flatMap(([sees, list]) =>
    list.map((code) => failure({ fault: "code", code }, sees as ErrorCode)),
  ),
  ...staleSignatures.map((code) =>
    failure({ fault: "code", code }, "UpstreamAuthenticationFailed", "answer"),
  ),
];

const everywhere = (order: FaultOrder, sight: ErrorCode | Answered): StrangeAnswer => ({
  order,
  job: sight,
  list: sight,
  batch: sight,
});

/** For lists, with `pages=all`. */
export const strangeAnswers: readonly StrangeAnswer[] = [
  {
    order: { fault: "unknown-state" },
    job: { phase: "unknown", drift: ["unknown word"] },
    list: { phase: "unknown", drift: ["unknown word"] },
  },
  everywhere({ fault: "unknown-fields" }, { drift: ["unknown field"] }),
  { order: { fault: "missing-fields" }, job: { phase: "unknown" }, list: { phase: "unknown" }, batch: {} },
  {
    order: { fault: "wrong-types" },
    job: { phase: "unknown", drift: ["another type"] },
    list: { phase: "unknown", drift: ["another type"] },
    batch: { drift: ["another type"] },
  },
  everywhere(
    { fault: "big-integers" },
    {
      drift: ["number beyond 2^53", "unknown field"],
      note: "rounded only by `view=decoded` and `fields`",
    },
  ),
  everywhere({ fault: "prototype-keys" }, { drift: ["unknown field"] }),
  everywhere({ fault: "duplicate-keys" }, { note: "the last of the two is used" }),
  // More than a function of 256 MB can take, and less than one of 512 MB can.
  {
    order: { fault: "huge", bytes: 12_000_000 },
    job: "UpstreamUnusable",
    list: { drift: ["unknown field"] },
    batch: { drift: ["unknown field"] },
  },
  everywhere({ fault: "deep", depth: 100_000 }, "UpstreamUnusable"),
  {
    order: { fault: "other-job" },
    job: { drift: ["not the ID asked for"] },
    list: {},
    batch: { missing: true },
  },
  { order: { fault: "no-job" }, job: "NotFound", list: {}, batch: { missing: true } },
  { order: { fault: "cyclic-tokens" }, list: { stopped: "repeatedToken" } },
  { order: { fault: "repeated-token" }, list: { stopped: "repeatedToken" } },
  { order: { fault: "empty-page" }, list: { stopped: "repeatedToken" } },
  { order: { fault: "oversized-page" }, list: {} },
  { order: { fault: "found-and-ignored" }, batch: { note: "found wins: the ID is not in `IgnoredList`" } },
  { order: { fault: "not-accounted-for" }, batch: { missing: true } },
];
