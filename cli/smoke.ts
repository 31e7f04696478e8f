// First: it loads what sends requests, without its debug output.
import "../client/fc2.ts";
import { createInvoke } from "../client/invoke.ts";
import { operations } from "../functions/index.ts";
import type { Operation } from "../shared/operation.ts";
import { readOptions } from "./lib/arguments.ts";
import { describeError } from "./lib/describe-error.ts";
import { type ExitCode, exitCodeOfError, exitCodes } from "./lib/exit-code.ts";
import { environmentHelp } from "./lib/help.ts";
import { smoke } from "./lib/smoke.ts";
import { table } from "./lib/table.ts";
import { cloudTarget, localTarget } from "./lib/target.ts";

/** Operations that a job or an asset of the caller's own can be asked for. */
const byId = (operations as readonly Operation[]).filter(({ pages }) => !pages);

const usage = `npm run smoke [-- options]

Calls every function: for an explanation, which asks nothing of ICE, then for as little as there is. Without an ID it
asks for one that nobody has: the answer NotFound shows that all of the way works.

Options:
${table([
  ...byId.map(({ name }) => [`--${name} <ID>`, "ask for this one"]),
  ["--cloud", "call the deployed functions, not those of npm start on this machine"],
])}${environmentHelp}
Exit codes: ${exitCodes.answered} all work, ${exitCodes.other} some do not, ${exitCodes.usage} not called.
`;

async function run(args: readonly string[]): Promise<ExitCode> {
  const { cloud, help, ...ids } = readOptions(args, [
    ...byId.map(({ name }) => ({ name, value: "<ID>" })),
    { name: "cloud", value: "" },
  ]);
  if (help) {
    process.stdout.write(usage);
    return exitCodes.answered;
  }
  const invoke = createInvoke((cloud ? cloudTarget : localTarget)(process.env));
  const checks = await Promise.all(
    operations.map((operation) => smoke(invoke, operation, ids[operation.name] as string | undefined)),
  );
  const word = (works: boolean) => (works ? "works" : "FAILS");
  process.stdout.write(
    table([
      ["operation", "function", "ICE"],
      ...checks.map(({ operation, explains, answers }) => [
        operation,
        word(explains),
        explains ? word(answers) : "not asked",
      ]),
    ]),
  );
  const failed = checks.filter(({ answers }) => !answers);
  // What is wrong with all of them is said once.
  const names = new Map<string, string[]>();
  for (const { operation, error } of failed) {
    const what = describeError(error, !cloud);
    names.set(what, [...(names.get(what) ?? []), operation]);
  }
  for (const [what, whose] of names) process.stdout.write(`\n${whose.join(", ")}\n${what}\n`);
  return failed.length === 0 ? exitCodes.answered : exitCodes.other;
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(describeError(error, !process.argv.includes("--cloud")));
  return exitCodeOfError(error);
});
