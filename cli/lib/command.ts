/**
 * Runs a command to the end of the process: `--help` shows its usage, an error is its message and exit code 1.
 * @param run takes the command's own arguments and those after a `--`, answers the exit code
 */
export async function command(
  usage: string,
  run: (own: readonly string[], rest: readonly string[]) => Promise<number>,
): Promise<void> {
  const args = process.argv.slice(2);
  const dashes = args.indexOf("--");
  const own = dashes === -1 ? args : args.slice(0, dashes);
  const rest = dashes === -1 ? [] : args.slice(dashes + 1);
  if (own.includes("--help")) {
    process.stdout.write(usage);
    return;
  }
  process.exitCode = await run(own, rest).catch((error: Error) => {
    console.error(error.message);
    return 1;
  });
}
