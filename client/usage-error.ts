/** An option, an argument or an environment variable is missing or wrong. The message says which, and what is allowed. */
export class UsageError extends Error {}
