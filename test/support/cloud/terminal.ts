import { spawn, spawnSync } from "node:child_process";
import { text } from "node:stream/consumers";
import { commandEntry } from "./commands.ts";
import { root } from "./program.ts";

/** Whether a test can have a terminal: by `script` of util-linux, which every Debian has. */
export const hasTerminal = /util-linux/.test(
  spawnSync("script", ["--version"], { encoding: "utf8" }).stdout ?? "",
);

/**
 * Runs a command of the built command line on a terminal.
 * @param columns characters of its line
 * @returns its exit code, and what both outputs show, with escapes for colours
 */
export function runOnTerminal(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  columns = 80,
): Promise<{ code: number | null; text: string }> {
  const quoted = [process.execPath, commandEntry, ...args].map(
    (each) => `'${each.replaceAll("'", "'\\''")}'`,
  );
  return runShellOnTerminal(`exec ${quoted.join(" ")}`, environment, columns);
}

/** Runs a command of the shell on a terminal, in the project's folder. */
export async function runShellOnTerminal(
  command: string,
  environment: Readonly<Record<string, string>>,
  columns: number,
): Promise<{ code: number | null; text: string }> {
  const child = spawn("script", ["-qec", `stty cols ${columns}; ${command}`, "/dev/null"], {
    cwd: root,
    env: { PATH: process.env.PATH, SHELL: "/bin/bash", TERM: "xterm", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const shown = await text(child.stdout);
  return { code: await exited, text: shown.replaceAll("\r\n", "\n") };
}
