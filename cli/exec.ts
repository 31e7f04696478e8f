import type { Command } from "commander";
import { UsageError } from "../client/usage-error.ts";
import { startCloud } from "../local/cloud.ts";
import { columns } from "../local/console/columns.ts";
import { buildFunctions } from "./lib/checkout.ts";
import { cloudVariableMeanings, cloudVariables, withoutAccount } from "./lib/cloud-variables.ts";
import { action, newCommand } from "./lib/command.ts";
import { endWithNpm } from "./lib/end-with-npm.ts";
import { environment } from "./lib/environment.ts";
import { printError } from "./lib/print.ts";
import { runChild } from "./lib/run-child.ts";

export function makeCommand(name: string): Command {
  return newCommand(name)
    .usage("[options] -- <command> [arguments...]")
    .description(
      "Starts a local cloud on free ports, runs a command with its addresses and key in the environment, and stops it. " +
        "Ends with the command's exit code.",
    )
    .argument("<command...>", "after --: the command and its arguments")
    .option("--log", "print the functions' log to standard error")
    .addHelpText(
      "after",
      `
Variables of the command:
${columns(Object.entries(cloudVariableMeanings))}  The variables of an account of yours are removed (ALIBABA_CLOUD_…).

Exit codes: the command's own; 128 and the signal's number after a signal;
127 no such command, 126 it can't be run; 1 or 2 if the cloud does not start.`,
    )
    .action(action(run));
}

async function run([file = "", ...args]: readonly string[], { log = false }): Promise<number> {
  if (file === "") throw new UsageError("Give a command after --.");
  endWithNpm();
  await buildFunctions();
  const printLine = (functionName: string, line: string) => printError(`${functionName} ${line}\n`);
  const cloud = await startCloud({ log: log ? printLine : () => {} });
  try {
    return await runChild(file, args, { ...withoutAccount(environment), ...cloudVariables(cloud) });
  } finally {
    await cloud.close();
  }
}
