/**
 * What Function Compute itself answers when it doesn't run a function, or can't answer with what the function gave.
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

/** @param methods that the address takes */
export function methodNotAllowed(methods: readonly string[]): ServiceError {
  const allow = methods.join(", ");
  return new ServiceError(405, "MethodNotAllowed", `this address takes ${allow}`, { allow });
}
