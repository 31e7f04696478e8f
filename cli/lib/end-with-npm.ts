import { readFileSync } from "node:fs";
import { environment } from "./environment.ts";

/** Milliseconds between two looks. */
const period = 500;

/**
 * Ends this process, as SIGTERM does, when the npm, npx or other package runner that started it is gone. A runner that is
 * killed takes no program with it, and a server would keep its ports. A program that was started in another way is left
 * alone: it may be meant to outlive its shell.
 */
export function endWithNpm(): void {
  const isGone = runnerWatch();
  if (!isGone) return;
  const timer = setInterval(() => {
    if (!isGone()) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, period).unref();
}

/** A question: is the runner gone? Undefined if no runner started this process. */
function runnerWatch(): (() => boolean) | undefined {
  if (!environment.npm_execpath && !environment.npm_config_user_agent) return undefined;
  const parent = process.ppid;
  // Elsewhere the shell in between has given its process to this program.
  if (process.platform !== "linux") return () => process.ppid !== parent;
  // Between a runner and its program stand a shell or two.
  const below: number[] = [process.pid];
  for (let pid = parent; pid > 1 && below.length < 5; pid = parentOf(pid)) {
    if (isRunner(pid)) return () => below.some((child, at) => parentOf(child) !== (below[at + 1] ?? pid));
    below.push(pid);
  }
  return undefined;
}

/** 0 when there is no such process. */
function parentOf(pid: number): number {
  // The program's name, in parentheses, may hold anything.
  const [, fields = ""] = /\) \S (.*)$/s.exec(read(`/proc/${pid}/stat`)) ?? [];
  return Number(fields.split(" ")[0]);
}

/** npm writes what it does in place of its command line. */
const isRunner = (pid: number) => /(^|[/\s])(npm|npx|pnpm|yarn|bun)(x|-cli)?(\.c?js)?\b/.test(commandOf(pid));

const commandOf = (pid: number) => read(`/proc/${pid}/cmdline`).split("\0").slice(0, 2).join(" ");

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
