/**
 * Errors of an invocation that got no answer from its function: Function Compute refused the call, could not be reached,
 * or the function broke. Errors that functions answer with are in `shared/errors/catalogue.ts`.
 */
export const invocationErrors = {
  InvalidRequest: {
    retryable: false,
    advice: "Function Compute does not accept the request. Check the options of the client.",
  },
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
    advice: "All instances are busy: call less often, or have the limit raised.",
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
    advice: "The function crashed: look for the request ID in its log.",
  },
} as const;

export type InvocationCode = keyof typeof invocationErrors;
