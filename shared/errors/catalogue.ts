/** What a caller can know of an error beforehand. */
export interface CatalogueEntry {
  readonly status: number;
  /** Whether the same call can succeed later, unchanged. */
  readonly retryable: boolean;
  readonly title: string;
  /** What to do about it. */
  readonly advice: string;
}

/** Every error that leaves the bundle, by its code. HTTP statuses: RFC 9110; 429: RFC 6585. */
export const catalogue = {
  MissingParameter: {
    status: 400,
    retryable: false,
    title: "A parameter is missing",
    advice:
      "Give the parameters listed in `errors`. If `errors` is absent, ICE rejected the request: see `upstream`.",
  },
  InvalidParameter: {
    status: 400,
    retryable: false,
    title: "A parameter is invalid",
    advice:
      "Fix the parameters listed in `errors`. If `errors` is absent, ICE rejected the request: see `upstream`.",
  },
  UnknownParameter: {
    status: 400,
    retryable: false,
    title: "A parameter is unknown",
    advice: "Fix or remove the parameters listed in `errors`.",
  },
  InvalidEvent: {
    status: 400,
    retryable: false,
    title: "Unsupported event",
    advice:
      "Fix the parts of the event that are listed in `errors`. The simplest event is a JSON object with the parameters.",
  },
  NotFound: {
    status: 404,
    retryable: false,
    title: "The job or asset does not exist",
    advice: "Check the ID, the region and the account. ICE deletes old jobs.",
  },
  MethodNotAllowed: {
    status: 405,
    retryable: false,
    title: "The HTTP method is not allowed",
    advice: "Use GET or POST.",
  },
  PayloadTooLarge: {
    status: 413,
    retryable: false,
    title: "The request is too large",
    advice: "Send at most 256 KiB.",
  },
  UnsupportedMediaType: {
    status: 415,
    retryable: false,
    title: "The media type of the body is not supported",
    advice: "Send application/json or application/x-www-form-urlencoded.",
  },
  Throttled: {
    status: 429,
    retryable: true,
    title: "Rate limited by ICE",
    advice: "Wait at least as long as Retry-After says (1 second without it), and call less often.",
  },
  UpstreamAccessDenied: {
    status: 502,
    retryable: false,
    title: "ICE denies access to the function's role",
    advice: "Grant the function's role the RAM action of this operation.",
  },
  UpstreamAuthenticationFailed: {
    status: 502,
    retryable: false,
    title: "ICE rejects the function's credentials",
    advice:
      "Check the function's role and its trust policy. If you run the function yourself, check the clock.",
  },
  UpstreamServiceNotOpen: {
    status: 502,
    retryable: false,
    title: "ICE is not activated for this account",
    advice: "Activate Intelligent Media Services in this region and settle overdue payments.",
  },
  UpstreamUntrusted: {
    status: 502,
    retryable: false,
    title: "ICE's TLS certificate is not trusted",
    advice: "Nothing was sent. Check ICE_ENDPOINT, and any proxy between the function and ICE.",
  },
  UpstreamUnusable: {
    status: 502,
    retryable: false,
    title: "ICE's answer can't be used",
    advice:
      "The answer is too large for the memory of the function, compressed, or nested too deeply. Ask for less in one call, or raise memorySize.",
  },
  UpstreamUnavailable: {
    status: 503,
    retryable: true,
    title: "ICE gave no usable answer",
    advice: "Try again later.",
  },
  UpstreamTimeout: {
    status: 504,
    retryable: true,
    title: "ICE did not answer in time",
    advice: "Try again later, or raise ICE_TIMEOUT_MS.",
  },
  DeadlineExceeded: {
    status: 504,
    retryable: true,
    title: "The function ran out of time",
    advice: "Ask for less in one call, or raise the function's timeout. See `cause` in the function's log.",
  },
  ConfigurationError: {
    status: 500,
    retryable: false,
    title: "The function is configured wrongly",
    advice:
      "Fix the settings of the function that are listed in `errors`. If `errors` is absent, check ICE_ENDPOINT.",
  },
  InternalError: {
    status: 500,
    retryable: false,
    title: "The function failed",
    advice: "This is a bug. Report it with the request ID.",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof catalogue;
