import { printable } from "../../local/console/printable.ts";
import { exitCodes } from "./exit-code.ts";

/** Prints to standard output, with control characters escaped. */
export const print = (text: string): void => void process.stdout.write(printable(text));

/** Prints to standard error, with control characters escaped. */
export const printError = (text: string): void => void process.stderr.write(printable(text));

/**
 * Lets this process go on when its output can't be written. Where the reader has gone, as with `| head`, nothing is said;
 * with any other reason, such as a full disk, the exit code tells that the output is not whole.
 */
export function outliveOutput(): void {
  process.stderr.on("error", () => {});
  let told = false;
  process.stdout.on("error", ({ code = "" }: NodeJS.ErrnoException) => {
    if (told || code === "EPIPE" || code === "ERR_STREAM_DESTROYED") return;
    told = true;
    printError(`The output can't be written: ${code}.\n`);
    process.once("exit", () => {
      process.exitCode = exitCodes.other;
    });
  });
}
