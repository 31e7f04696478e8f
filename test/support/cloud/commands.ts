import { spawn } from "node:child_process";
import { join } from "node:path";
import { programOf, root } from "./program.ts";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Variables = Readonly<Record<string, string>>;

/** The file that the npm scripts run. */
export const commandEntry = join(root, "cli/run.mjs");

/** Runs a command of the command line to its end, as the npm scripts do, with no variable of this process but PATH. */
export function runCommand(args: readonly string[], environment: Variables, cwd = root): Promise<Ended> {
  return runNode([commandEntry, ...args], environment, cwd);
}

/** Runs a TypeScript file of the project to its end, with no variable of this process but PATH. */
export async function runFile(file: string, environment: Variables): Promise<Ended> {
  return runNode([await programOf(file)], environment, root);
}

/**
 * Runs a program of Node.js to its end, with no variable of this process but PATH.
 * @param timeout in milliseconds
 */
export function runNode(
  args: readonly string[],
  environment: Variables,
  cwd: string,
  timeout = 60_000,
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    timeout,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}
