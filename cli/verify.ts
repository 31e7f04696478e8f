import type { Command } from "commander";
import { verify } from "../tools/deploy/verify.ts";
import { action, newCommand } from "./lib/command.ts";
import { exitCodes } from "./lib/exit-code.ts";

export function makeCommand(name: string): Command {
  return newCommand(name)
    .description("Checks every property of s.yaml and every timer's cron expression. Needs no network.")
    .action(
      action(async () => {
        if (!(await isWellFormed("s.yaml"))) return exitCodes.failed;
        console.log("s.yaml: every property is known and well formed.");
        return exitCodes.answered;
      }),
    );
}

/** Checks a manifest; prints what is wrong to standard error. */
export async function isWellFormed(path: string): Promise<boolean> {
  const violations = await verify(path);
  if (violations.length > 0) console.error(violations.join("\n"));
  return violations.length === 0;
}
