/** Left for shaping and sending the answer: a tenth of the time, a second at most. */
const marginOf = (milliseconds: number) => Math.min(1000, milliseconds / 10);

/**
 * When an invocation must have its answer, in monotonic milliseconds. Function Compute has no call that tells the
 * remaining time, so it is counted from the start.
 * @param start monotonic milliseconds
 * @param timeout the function's timeout in seconds
 * @param patience how long the caller waits at most, in milliseconds
 */
export function deadlineOf(start: number, timeout: number, patience = Number.POSITIVE_INFINITY): number {
  const milliseconds = timeout * 1000;
  return start + Math.min(milliseconds - marginOf(milliseconds), patience);
}
