import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { Environment } from "./environment.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a program to its end, with this process's standard streams. Signals to this process go to the program, and this
 * process goes on until it ends.
 * @returns its exit code, as a shell tells it: 128 and the signal's number where a signal ended it, 127 where there is no
 *   such program, 126 where it can't be run
 */
export async function runChild(
  file: string,
  args: readonly string[],
  environment: Environment,
): Promise<number> {
  const child = spawn(file, args, { env: environment, stdio: "inherit" });
  const forward = (signal: NodeJS.Signals) => {
    // A terminal sends Ctrl-C to both.
    if (!(signal === "SIGINT" && process.stdin.isTTY)) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.on("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]));
      child.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT" || error.code === "EACCES") {
          console.error(`${file} can't be run: ${error.code}. Check the command after --.`);
          resolve(error.code === "ENOENT" ? 127 : 126);
        } else reject(error);
      });
    });
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}
