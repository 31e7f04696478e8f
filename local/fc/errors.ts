/**
 * What Function Compute itself answers when it doesn't run a function, or can't answer with what the function gave.
 * Codes: https://help.aliyun.com/zh/functioncompute/api-fc-2023-03-30-errorcodes
 */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = code;
    this.status = status;
    this.code = code;
  }
}
