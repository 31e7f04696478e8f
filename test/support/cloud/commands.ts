import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { CommandRun } from "./command-host.ts";
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

let host: Promise<ChildProcess> | undefined;
let lastRun: Promise<unknown> = Promise.resolve();

/**
 * Runs a command of the built command line to its end, in a process that has loaded it already. That takes a tenth of the
 * time of `runCommand`. Commands wait for each other.
 */
export function runLoadedCommand(args: readonly string[], environment: Variables): Promise<Ended> {
  const run = lastRun.then(async () => {
    host ??= startHost();
    const child = await host;
    const ended = once(child, "message", { signal: AbortSignal.timeout(60_000) });
    child.send({ args, environment } satisfies CommandRun);
    return (await ended)[0];
  });
  lastRun = run.catch(() => {});
  return run;
}

/** The process ends with this one, and does not keep this one from ending. */
async function startHost(): Promise<ChildProcess> {
  const child = fork(await programOf("test/support/cloud/command-host.ts"), {
    cwd: root,
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  child.unref();
  child.channel?.unref();
  return child;
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
