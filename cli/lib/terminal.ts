import colours from "picocolors";
import { printable } from "../../local/console/printable.ts";

/** A terminal that people read. */
export interface Terminal {
  /** Characters of a line. */
  readonly width: number;
  readonly colours: Pick<typeof colours, "gray" | "blue" | "green" | "yellow" | "red" | "magenta" | "bold">;
}

/**
 * The terminal that a stream writes to; undefined where it writes to none, or the caller wants JSON. Colours follow
 * https://no-color.org.
 * @param json whether the caller asked for JSON
 */
export function terminalOf(stream: NodeJS.WriteStream, json = false): Terminal | undefined {
  if (json || !stream.isTTY) return undefined;
  const { NO_COLOR, TERM } = process.env;
  return { width: stream.columns || 80, colours: colours.createColors(!NO_COLOR && TERM !== "dumb") };
}

/** A text from ICE, for one line of a terminal. */
export const oneLine = (text: unknown): string =>
  printable(String(text ?? "").trim()).replaceAll(/[\t\n]+/g, " ");

/** Such as `1 page` and `2 pages`. */
export const counted = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;
