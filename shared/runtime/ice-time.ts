/**
 * ICE's time format: UTC to the second, such as `2024-01-31T12:00:00Z`. Function Compute's timers and signatures use it,
 * too.
 */

export const iceTimePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Milliseconds since the epoch; undefined for anything but text in this form, and for a time that does not exist. */
export function parseIceTime(text: unknown): number | undefined {
  if (typeof text !== "string" || !iceTimePattern.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && formatIceTime(milliseconds) === text ? milliseconds : undefined;
}

/** @param milliseconds since the epoch; fractions of a second are dropped */
export function formatIceTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
