/** What a client or a command was given, or finds in the environment, is not enough or wrong. */
export class UsageError extends Error {}
