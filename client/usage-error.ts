/**
 * An option, an argument or an environment variable is missing or wrong. The message says which, and what is allowed.
 * @example
 * if (error instanceof UsageError) process.exitCode = 2;
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** The same call fails again. */
  readonly retryable = false;

  /** The error for a log or an answer. */
  toJSON(): { readonly name: string; readonly message: string; readonly retryable: boolean } {
    const { name, message, retryable } = this;
    return { name, message, retryable };
  }
}
