/**
 * ICE's time format: UTC to the second, such as `2024-01-31T12:00:00Z`. Function Compute's timers and signatures use it,
 * too.
 */

/** Milliseconds since the epoch; undefined for a value in another form and for a time that does not exist. */
export function parseIceTime(value: unknown): number | undefined {
  const milliseconds = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return !Number.isNaN(milliseconds) && formatIceTime(milliseconds) === value ? milliseconds : undefined;
}

/** @param milliseconds since the epoch; fractions of a second are dropped */
export function formatIceTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
