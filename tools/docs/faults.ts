import { bodies, strangeStatuses } from "../../local/ice/faults/replies.ts";
import { catalogue, type ErrorCode } from "../../shared/errors/catalogue.ts";
import type { Stopped } from "../../shared/response/additions.ts";

/** What ICE does, as the local ICE is told to do it. */
export type FaultOrder = Readonly<Record<string, unknown>> & { readonly fault: string };

/** Something that comes in place of an answer, and what a caller sees of it. */
export interface Failure {
  readonly order: FaultOrder;
  /** While it lasts: an error, or ICE's answer all the same. */
  readonly sees: ErrorCode | "answer";
  /** When it strikes one call alone. */
  readonly once: ErrorCode | "answer";
}

/** What comes with ICE's document, and what the log tells of it. */
export interface Answered {
  /** Of the job, where it isn't what ICE's own word says. */
  readonly phase?: "unknown";
  readonly missing?: true;
  readonly stopped?: Stopped["reason"];
  /** Kinds of difference. */
  readonly drift?: readonly string[];
  /** What else there is to say. */
  readonly note?: string;
}

/** An answer with something wrong in it, and what a caller sees of it; undefined where it makes no sense. */
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

/** What a retry helps is answered, when it has passed by then. */
function afterRetry(sees: Failure["sees"]): Failure["sees"] {
  return sees !== "answer" && catalogue[sees].retryable ? "answer" : sees;
}

/** Of the whole server, so that there is no striking one call alone. */
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
  failure({ fault: "closed-on-reuse" }, "answer"),
];

/** What only a time-out ends. */
export const silences: readonly Failure[] = [
  failure({ fault: "stall" }, "UpstreamTimeout"),
  failure({ fault: "drip" }, "UpstreamTimeout"),
  failure({ fault: "silent-on-reuse" }, "answer"),
];

export const refusals: readonly Failure[] = [
  failure({ fault: "throttled" }, "Throttled"),
  failure({ fault: "throttled", retryAfterMs: 50 }, "Throttled"),
  // Longer than any function has.
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

/** Statuses, by what stands in the body: only ICE's own JSON says what they mean, but for 429. */
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

/** A signature that came too early, too late or twice is made anew once. */
const staleSignatures = ["SignatureNonceUsed", "IllegalTimestamp", "InvalidTimeStamp.Expired"];

/** Every code that ICE is known to answer with. */
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

/** Lists are asked with `pages=all`. */
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
  everywhere({ fault: "duplicate-keys" }, { note: "the last of the two counts" }),
  // More than a function of 256 MB can take, and less than one of 512 MB can.
  {
    order: { fault: "huge" },
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
  { order: { fault: "found-and-ignored" }, batch: { note: "found wins: it is not in `IgnoredList`" } },
  { order: { fault: "not-accounted-for" }, batch: { missing: true } },
];
