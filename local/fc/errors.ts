/**
 * An error of Function Compute itself: it did not run the function, or can't use the function's answer.
 * Codes: https://help.aliyun.com/zh/functioncompute/api-fc-2023-03-30-errorcodes
 */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers = {}) {
    super(message);
    this.name = code;
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** @param methods that the address accepts */
export function methodNotAllowed(methods: readonly string[]): ServiceError {
  const allow = methods.join(", ");
  return new ServiceError(405, "MethodNotAllowed", `this address accepts ${allow}`, { allow });
}

/** @param limit in bytes */
export function entityTooLarge(limit: number): ServiceError {
  return new ServiceError(
    400,
    "EntityTooLarge",
    `payload size exceeds maximum allowed size (${limit} bytes)`,
  );
}
