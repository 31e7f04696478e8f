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
    advice: "Give what errors names; without errors, it is ICE that misses a parameter.",
  },
  InvalidParameter: {
    status: 400,
    retryable: false,
    title: "A parameter is not valid",
    advice: "Correct what errors names; without errors, it is ICE that refuses a parameter.",
  },
  UnknownParameter: {
    status: 400,
    retryable: false,
    title: "A parameter is not known",
    advice: "Correct or remove what errors names.",
  },
  InvalidEvent: {
    status: 400,
    retryable: false,
    title: "The event is none that this function takes",
    advice:
      "Send a JSON object with the parameters, or call through an HTTP trigger, an API gateway or a timer.",
  },
  NotFound: {
    status: 404,
    retryable: false,
    title: "ICE knows no such job or asset",
    advice: "Check the ID, the region and the account; old jobs are forgotten.",
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
    advice: "Send less than 256 KiB.",
  },
  UnsupportedMediaType: {
    status: 415,
    retryable: false,
    title: "The body's media type is not supported",
    advice: "Send application/json or application/x-www-form-urlencoded.",
  },
  Throttled: {
    status: 429,
    retryable: true,
    title: "ICE takes no more requests for now",
    advice: "Wait as long as Retry-After says, at least a second, and ask less often.",
  },
  UpstreamAccessDenied: {
    status: 502,
    retryable: false,
    title: "ICE denies the function's role access",
    advice: "Grant the function's role the RAM action of this operation.",
  },
  UpstreamAuthenticationFailed: {
    status: 502,
    retryable: false,
    title: "ICE does not accept the function's credentials",
    advice: "Check the function's role and its trust policy, and the clock of a self-hosted function.",
  },
  UpstreamServiceNotOpen: {
    status: 502,
    retryable: false,
    title: "ICE is not open to this account",
    advice: "Activate Intelligent Media Services in this region and settle overdue payments.",
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
    title: "ICE was too slow",
    advice: "Try again later, or raise ICE_TIMEOUT_MS.",
  },
  DeadlineExceeded: {
    status: 504,
    retryable: true,
    title: "The function's own time ran out",
    advice:
      "Ask for less in one call, or raise the function's timeout; cause in the log tells if ICE was slow.",
  },
  ConfigurationError: {
    status: 500,
    retryable: false,
    title: "The function is not configured rightly",
    advice:
      "Correct what errors names in the function's settings; without errors, ICE_ENDPOINT leads elsewhere.",
  },
  InternalError: {
    status: 500,
    retryable: false,
    title: "The function failed",
    advice: "This is a bug: report it with the request ID.",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof catalogue;
