import type { Command } from "commander";
import { type Verified, verify } from "../tools/deploy/verify/verify.ts";
import { action, newCommand } from "./lib/command.ts";
import { type Environment, environment } from "./lib/environment.ts";
import { exitCodes } from "./lib/exit-code.ts";

export function makeCommand(name: string): Command {
  return newCommand(name)
    .description(
      "Checks s.yaml: names, values, access, credentials, timers, and one resource for each function. Needs no network.",
    )
    .action(
      action(async () => ((await isSound("s.yaml", environment)) ? exitCodes.answered : exitCodes.failed)),
    );
}

/**
 * Checks a manifest. Prints each problem to standard error: where, what is wrong, what to do.
 * @returns whether it has no problem
 */
export async function isSound(path: string, environment: Environment): Promise<boolean> {
  const verified = await verify(path, environment);
  const { problems } = verified;
  for (const { line, message, advice } of problems)
    console.error(`✕ ${path}:${line}  ${message}\n  Do this: ${advice}`);
  if (problems.length > 0) console.error(summaryOf(verified));
  else console.log(`✓ ${path}: ${summaryOf(verified)}`);
  return problems.length === 0;
}

/** Such as `1 problem in 5 functions, 6 triggers.` */
function summaryOf({ functions, triggers, problems }: Verified): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  return `${count(problems.length, "problem")} in ${count(functions, "function")}, ${count(triggers, "trigger")}.`;
}
