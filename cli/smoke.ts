import type { Command } from "commander";
import { operations } from "../functions/index.ts";
import { columns } from "../local/console/columns.ts";
import type { Operation } from "../shared/operation.ts";
import { action, newCommand } from "./lib/command.ts";
import { describeError } from "./lib/describe-error.ts";
import { environment } from "./lib/environment.ts";
import { type ExitCode, exitCodes } from "./lib/exit-code.ts";
import { callEnvironmentHelp } from "./lib/help.ts";
import { invokeOn } from "./lib/invoke-on.ts";
import { onOption, type Place } from "./lib/place.ts";
import { print } from "./lib/print.ts";
import { type Check, smoke } from "./lib/smoke.ts";
import { addDeployedOptions, type DeployedOptions, withOptions } from "./lib/target-options.ts";
import { terminalOf } from "./lib/terminal.ts";

/** Operations that can be asked for a job or an asset by its ID. */
const byId = (operations as readonly Operation[]).filter(({ kind }) => kind !== "list");

export function makeCommand(name: string): Command {
  const command = newCommand(name)
    .description(
      "Calls every function twice: for an explanation, which does not call ICE, then for as little as possible. " +
        "Without an ID it asks for one that does not exist: the answer NotFound shows that every step works.",
    )
    .addHelpText(
      "after",
      `${callEnvironmentHelp}
Exit codes: ${exitCodes.answered} all work, ${exitCodes.other} some do not, ${exitCodes.refused} nothing was called.`,
    );
  for (const operation of byId) command.option(`--${operation.name} <ID>`, "ask for this ID");
  return addDeployedOptions(command.addOption(onOption()))
    .option("--json", "print JSON on a terminal, too")
    .action(action(run));
}

type Options = DeployedOptions & { readonly on: Place; readonly json?: boolean };

async function run({ on, stage, qualifier, json, ...given }: Options): Promise<ExitCode> {
  const ids = given as Readonly<Record<string, string | undefined>>;
  const invoke = await invokeOn(on, withOptions(environment, { stage, qualifier }));
  const checks = await Promise.all(
    operations.map((operation) => smoke(invoke, operation, ids[operation.name])),
  );
  if (terminalOf(process.stdout, json)) print(report(checks, on === "local"));
  else
    print(
      `${JSON.stringify(
        checks.map((check) => asData(check, on === "local")),
        null,
        2,
      )}\n`,
    );
  return checks.every(({ answers }) => answers) ? exitCodes.answered : exitCodes.other;
}

/** A check as JSON, its error as text. */
const asData = ({ error, ...check }: Check, local: boolean) => ({
  ...check,
  ...(error !== undefined && { error: describeError(error, local) }),
});

/** A table of all checks, then each error once with the operations that it concerns. */
function report(checks: readonly Check[], local: boolean): string {
  const word = (works: boolean) => (works ? "works" : "FAILS");
  const rows = checks.map(({ operation, explains, answers }) => [
    operation,
    word(explains),
    explains ? word(answers) : "not called",
  ]);
  const namesOf = new Map<string, string[]>();
  for (const { operation, answers, error } of checks) {
    if (answers) continue;
    const text = describeError(error, local);
    namesOf.set(text, [...(namesOf.get(text) ?? []), operation]);
  }
  const errors = [...namesOf].map(([text, names]) => `\n${names.join(", ")}\n${text}\n`);
  return columns([["operation", "function", "ICE"], ...rows]) + errors.join("");
}
