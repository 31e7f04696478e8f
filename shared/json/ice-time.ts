/** ICE's times: to the second, in UTC, as `yyyy-MM-ddTHH:mm:ssZ`. */

/** Milliseconds since the epoch of a time as ICE writes it; undefined where the text is not a real one. */
export function parseIceTime(text: string): number | undefined {
  const milliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(milliseconds) && formatIceTime(milliseconds) === text ? milliseconds : undefined;
}

/** A time in milliseconds since the epoch as ICE writes it. */
export function formatIceTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Whether a value is a real time as ICE writes it. */
export function isIceTime(value: unknown): value is string {
  return typeof value === "string" && parseIceTime(value) !== undefined;
}
