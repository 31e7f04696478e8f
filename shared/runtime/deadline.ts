/** Left for shaping and sending the answer: a tenth of the time, a second at most. */
const marginOf = (milliseconds: number) => Math.min(1000, milliseconds / 10);

/**
 * When an invocation must have its answer, in milliseconds since the epoch. Function Compute has no call that tells
 * the remaining time, so it is counted from the entry.
 * @param entry milliseconds since the epoch
 * @param timeout the function's timeout in seconds
 * @param patience how long the caller waits at most, in milliseconds
 */
export function deadlineOf(entry: number, timeout: number, patience = Number.POSITIVE_INFINITY): number {
  const milliseconds = timeout * 1000;
  return entry + Math.min(milliseconds - marginOf(milliseconds), patience);
}
