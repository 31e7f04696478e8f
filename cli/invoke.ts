import { type Command, Option } from "commander";
import { follow } from "../client/follow.ts";
import type { Invoke } from "../client/invoke.ts";
import { operations } from "../functions/index.ts";
import type { Lifecycle } from "../shared/job/lifecycle.ts";
import type { Document, Operation } from "../shared/operation.ts";
import { systemClock } from "../shared/runtime/clock.ts";
import { validateFor } from "../shared/validation/all-rules.ts";
import { batchText, isText, jobLine, listText, totals } from "./lib/answer-text.ts";
import { action, newCommand } from "./lib/command.ts";
import { environment } from "./lib/environment.ts";
import { type ExitCode, exitCodeOf } from "./lib/exit-code.ts";
import { callEnvironmentHelp, exitCodesHelp } from "./lib/help.ts";
import { invokeOn } from "./lib/invoke-on.ts";
import { withLifecycle, withoutLifecycle } from "./lib/lifecycle.ts";
import { optionsOf } from "./lib/options.ts";
import { onOption, type Place } from "./lib/place.ts";
import { print } from "./lib/print.ts";
import { startProgress } from "./lib/progress.ts";
import { createTally, type Tally } from "./lib/tally.ts";
import { addDeployedOptions, type DeployedOptions, withOptions } from "./lib/target-options.ts";
import { type Terminal, terminalOf } from "./lib/terminal.ts";

const outputHelp = `
Prints the answer as JSON. On a terminal, it prints a job's state as a line, and
a list or a batch as a table; with --json, --fields, --view or --explain, JSON.
`;

/** One subcommand for each operation. Only the one that is called gets its options: they take time to make. */
export function makeCommand(name: string, args: readonly string[]): Command {
  const command = newCommand(name)
    .usage("<operation> [options]")
    .description("Calls a function and prints its answer.")
    .addHelpText(
      "after",
      `${outputHelp}\nNext: ${name} <operation> --help\n${callEnvironmentHelp}${exitCodesHelp}`,
    );
  for (const operation of operations as readonly Operation[]) {
    const subcommand = command.command(operation.name).description(operation.summary);
    if (operation.name !== args[0]) continue;
    for (const option of optionsOf(operation)) subcommand.addOption(option);
    addDeployedOptions(subcommand.addOption(onOption()))
      .addOption(new Option("--json", "print JSON on a terminal, too"))
      .addHelpText("after", `${outputHelp}${callEnvironmentHelp}${exitCodesHelp}`)
      .action(action((options: Options) => invoke(operation, options)));
  }
  return command;
}

/** The operation's parameters and controls, as text. */
type Options = Document & DeployedOptions & { readonly on: Place; readonly json?: boolean };

async function invoke(
  operation: Operation,
  { on, stage, qualifier, json, ...parameters }: Options,
): Promise<ExitCode> {
  const { controls } = validateFor(operation, parameters, "direct", Date.now());
  const fields = controls.explain ? undefined : controls.fields;
  const terminal = isText(parameters) ? terminalOf(process.stdout, json) : undefined;
  const tally = terminal && createTally();
  const invokeFunction = await invokeOn(on, withOptions(environment, { stage, qualifier }), tally?.read);
  const start = Date.now();
  const answer = await call(invokeFunction, operation, withLifecycle(parameters, fields));
  if (terminal && tally)
    process.stdout.write(textOf(operation, answer, parameters, { start, tally, terminal }));
  else print(`${JSON.stringify(withoutLifecycle(answer, fields), null, 2)}\n`);
  return exitCodeOf(answer, parameters);
}

interface Shown {
  /** When the call began, in milliseconds since the epoch. */
  readonly start: number;
  readonly tally: Tally;
  readonly terminal: Terminal;
}

/** An answer for people. */
function textOf(
  operation: Operation,
  answer: Document,
  { wait }: Document,
  { start, tally: { spent }, terminal }: Shown,
): string {
  const now = new Date();
  if (operation.kind === "list") return listText(operation, answer, now, terminal, spent);
  if (operation.kind === "batch") return batchText(operation, answer, terminal);
  const rest = wait === undefined ? "" : totals(now.getTime() - start, spent);
  return jobLine(answer.lifecycle as Lifecycle, now, terminal, rest);
}

/** The answer; with `wait`, the last of several, and on a terminal what came before. */
async function call(invoke: Invoke, operation: Operation, parameters: Document): Promise<Document> {
  if (parameters.wait === undefined || parameters.explain) return invoke(operation, parameters);
  const progress = startProgress(process.stderr);
  try {
    let last: Document = {};
    for await (const answer of follow((each) => invoke(operation, each), parameters, systemClock)) {
      last = answer;
      progress.show(answer.lifecycle as Lifecycle | undefined);
    }
    return last;
  } finally {
    progress.end();
  }
}
