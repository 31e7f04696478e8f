// First: it loads what sends requests, without its debug output.
import "../client/fc2.ts";
import { follow } from "../client/follow.ts";
import { type ClientOptions, createInvoke } from "../client/invoke.ts";
import { operations } from "../functions/index.ts";
import type { Lifecycle } from "../shared/job/lifecycle.ts";
import type { Document, Operation } from "../shared/operation.ts";
import { systemClock } from "../shared/runtime/clock.ts";
import { validate } from "../shared/validation/validate.ts";
import { named, readOptions } from "./lib/arguments.ts";
import { describeError } from "./lib/describe-error.ts";
import { type ExitCode, exitCodeOf, exitCodeOfError, exitCodes } from "./lib/exit-code.ts";
import { helpOf, overview } from "./lib/help.ts";
import { withLifecycle, withoutLifecycle } from "./lib/lifecycle.ts";
import { optionsOf } from "./lib/options.ts";
import { startProgress } from "./lib/progress.ts";
import { cloudTarget, localTarget } from "./lib/target.ts";

async function run([name, ...args]: readonly string[]): Promise<ExitCode> {
  if (name === undefined) {
    process.stderr.write(overview());
    return exitCodes.usage;
  }
  if (name === "--help") return say(overview(), exitCodes.answered);
  const operation = named<Operation>(operations, name);
  const { cloud, help, ...parameters } = readOptions(args, [
    ...optionsOf(operation),
    { name: "cloud", value: "" },
  ]);
  if (help) return say(helpOf(operation), exitCodes.answered);
  const { controls } = validate(operation, parameters, "direct", Date.now());
  const fields = controls.explain ? undefined : controls.fields;
  const target = (cloud ? cloudTarget : localTarget)(process.env);
  const answer = await call(operation, withLifecycle(parameters, fields), target);
  const asked = withoutLifecycle(answer, fields);
  return say(`${JSON.stringify(asked, null, 2)}\n`, exitCodeOf(answer, parameters));
}

/** The answer; the last one where a job was waited for. */
async function call(operation: Operation, parameters: Document, target: ClientOptions): Promise<Document> {
  const invoke = createInvoke(target);
  if (parameters.wait === undefined) return invoke(operation, parameters);
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

function say(text: string, code: ExitCode): ExitCode {
  process.stdout.write(text);
  return code;
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(describeError(error, !process.argv.includes("--cloud")));
  return exitCodeOfError(error);
});
