import { Command, CommanderError } from "commander";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { placeIn } from "./place.ts";
import { printError } from "./print.ts";

/** What the file of a command exports. */
export interface CommandModule {
  /** @param args the arguments after the command's name */
  makeCommand(name: string, args: readonly string[]): Command;
}

/** A command whose errors are thrown, so that `runProgram` decides about the exit code. */
export function newCommand(name: string): Command {
  return new Command(name)
    .exitOverride()
    .helpCommand(false)
    .allowExcessArguments(false)
    .configureOutput({ outputError: (text, write) => write(refusal(text)) });
}

/** Commander's errors in this project's words: `$1` is the option, the command or the argument. */
const plainly: readonly (readonly [RegExp, string])[] = [
  [/^unknown option '([^=]*).*'$/, "$1 is not an option"],
  [/^unknown command '(.*)'$/, "$1 is not a command"],
  [/^too many arguments for '(.*)'\. Expected 0 .*$/, "$1 takes no arguments, only options"],
  [/^option '(\S+).*' argument missing$/, "$1 needs a value"],
  [/^missing required argument '(.*)'$/, "<$1> is missing"],
  [/^required option '(\S+).*' not specified$/, "$1 is missing"],
  [
    /^option '(\S+).*' argument '(.*)' is invalid\. Allowed choices are (.*)$/s,
    "$1 $2: It must be one of $3",
  ],
  [/^option '(\S+).*' argument '(.*)' is invalid\. (.*)$/s, "$1 $2: $3"],
];

/** What is wrong and what to do, from commander's `error: unknown option '--jobid'\n(Did you mean --JobId?)`. */
function refusal(text: string): string {
  const [, what = text, hint] =
    /^error: (.*?)\.?\s*(?:\(Did you mean (?:one of )?(.*)\?\))?\s*$/s.exec(text) ?? [];
  const plain = plainly.reduce((words, [theirs, ours]) => words.replace(theirs, ours), what);
  return `✕ ${plain}.\n  Do this: ${hint ? `use ${hint}` : "see --help"}. Nothing was done.\n`;
}

/** An error for people: a mark, and below it what belongs to it. */
const marked = (text: string) => `✕ ${text.replaceAll("\n", "\n  ")}\n`;

/** Makes a command's action of a function that returns the exit code. */
export function action<Args extends unknown[]>(
  run: (...args: Args) => Promise<ExitCode | number>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    process.exitCode = await run(...args);
  };
}

/**
 * Runs the command that the arguments name and sets the process's exit code. An error is printed to standard error: what
 * is wrong, and what to do.
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = await exitCodeAfter(error, args);
  }
}

async function exitCodeAfter(error: unknown, args: readonly string[]): Promise<ExitCode> {
  // commander has printed its own errors and the help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.answered : exitCodes.refused;
  const { describeError, exitCodeOfError } = await import("./describe-error.ts");
  printError(marked(describeError(error, placeIn(args) === "local")));
  return exitCodeOfError(error);
}
