import { access, readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import { UsageError } from "../client/usage-error.ts";
import { packageRoot } from "../functions/package-root.ts";
import { columns } from "../local/console/columns.ts";
import type { Phase } from "../shared/operation.ts";
import { addOperation } from "../tools/new-operation/add.ts";
import { GuessError, type Known } from "../tools/new-operation/guess.ts";
import { action, newCommand } from "./lib/command.ts";
import { type ExitCode, exitCodes } from "./lib/exit-code.ts";

const phases = ["pending", "running", "succeeded", "failed", "cancelled"] as const;

export function makeCommand(name: string): Command {
  return newCommand(name)
    .description(
      "Adds an operation to this checkout: its folder, its line in functions/index.ts and its resource in s.yaml. " +
        "It guesses from the name and a sample answer, and lists what to check.",
    )
    .argument("<operation>", "ICE's name, such as GetMediaProducingJob")
    .requiredOption("--sample <file>", "a file with one answer of ICE, as JSON")
    .addOption(
      new Option("--kind <kind>", "what it answers, if the guess is wrong").choices(["job", "list", "batch"]),
    )
    .option(
      "--states <word=phase,...>",
      `ICE's state words; a phase is one of ${phases.join(", ")}`,
      readStates,
    )
    .action(action(add));
}

interface Options {
  readonly sample: string;
  readonly kind?: "job" | "list" | "batch";
  readonly states?: Readonly<Record<string, Phase>>;
}

async function add(name: string, { sample, kind, states }: Options): Promise<ExitCode> {
  await access(new URL("functions/index.ts", packageRoot)).catch(() => {
    throw new UsageError(
      "This command needs a checkout of the project: the installed package has no sources.",
    );
  });
  const text = await readFile(sample, "utf8").catch(() => {
    throw new UsageError(`The file ${sample} can't be read.`);
  });
  const known: Known = { ...(kind && { kind }), ...(states && { phases: states }) };
  const { files, guess } = await addOperation(packageRoot, name, text, known).catch((error) => {
    throw error instanceof GuessError ? new UsageError(error.message) : error;
  });
  console.log(`Wrote
${columns(files.map((path) => [path]))}
Check these guesses in functions/${guess.functionName}/ against ICE's documentation:
${columns(guess.checks.map(({ path, guess: guessed }) => [path, guessed]))}
Then: npm run docs && npm run types && npm run verify && npm test. Add the change to CHANGELOG.md.`);
  return exitCodes.answered;
}

function readStates(text: string): Record<string, Phase> {
  return Object.fromEntries(
    text.split(",").map((pair) => {
      const [word = "", phase = ""] = pair.split("=").map((part) => part.trim());
      if (word === "" || !phases.some((each) => each === phase))
        throw new InvalidArgumentError(`"${pair}" must be a state word and a phase: Success=succeeded.`);
      return [word, phase as Phase];
    }),
  );
}
