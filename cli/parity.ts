import type { Command } from "commander";
import { UsageError } from "../client/usage-error.ts";
import { operations } from "../functions/index.ts";
import { exampleParameters } from "../functions/samples.ts";
import { columns } from "../local/console/columns.ts";
import type { Operation } from "../shared/operation.ts";
import { assumptions } from "../tools/parity/assumptions.ts";
import { recordResults } from "../tools/parity/record.ts";
import { checkAssumptions, type Result } from "../tools/parity/run.ts";
import { inCheckout } from "./lib/checkout.ts";
import { action, newCommand } from "./lib/command.ts";
import { environment } from "./lib/environment.ts";
import { type ExitCode, exitCodes } from "./lib/exit-code.ts";
import { callEnvironmentHelp } from "./lib/help.ts";
import { onOption, type Place } from "./lib/place.ts";
import { print } from "./lib/print.ts";
import { addDeployedOptions, type DeployedOptions, withOptions } from "./lib/target-options.ts";
import { terminalOf } from "./lib/terminal.ts";
import { openWays } from "./lib/ways.ts";

/** Operations that can be asked for a job or an asset by its ID. */
const byId = (operations as readonly Operation[]).filter(({ kind }) => kind !== "list");

export function makeCommand(name: string): Command {
  const command = newCommand(name)
    .description(
      "Checks what the project assumes about the platform, as far as your credentials allow. It only reads: nothing is " +
        "created or changed. --on local starts a local cloud of its own. The form of every answer, without data, goes to dist/parity/.",
    )
    .addOption(onOption())
    .option("--trigger <URL>", "for --on deployed: the URL of get-media-convert-job's HTTP trigger")
    .option("--json", "print JSON on a terminal, too")
    .option("--probe <folder>", "only write a probe function there, which shows what events look like")
    .addHelpText(
      "after",
      `${callEnvironmentHelp}
Exit codes: ${exitCodes.answered} no difference, ${exitCodes.failed} something differs, ${exitCodes.refused} nothing was sent,
${exitCodes.other} nothing could be checked.`,
    );
  for (const operation of byId) command.option(`--${operation.name} <ID>`, "an ID that exists, to look at");
  return addDeployedOptions(command).action(action(run));
}

interface Options extends DeployedOptions {
  readonly on: Place;
  readonly json?: boolean;
  readonly trigger?: string;
  readonly probe?: string;
}

async function run({ on, json, trigger, probe, stage, qualifier, ...given }: Options): Promise<ExitCode> {
  if (probe !== undefined) return prepareProbe(probe);
  const ids = on === "local" ? { ...sampleIds(), ...given } : given;
  const { ways, stageSuffix, close } = await openWays(
    on,
    withOptions(environment, { stage, qualifier }),
    trigger,
  );
  try {
    const results = await checkAssumptions(assumptions, {
      ways,
      ids: ids as Readonly<Record<string, string>>,
      ...(stageSuffix !== undefined && { stageSuffix }),
    });
    const path = await recordResults(on, results);
    if (terminalOf(process.stdout, json)) print(`${report(results)}\nRecorded in ${path}.\n`);
    else print(`${JSON.stringify(results.map(asData), null, 2)}\n`);
    return exitCodeFor(results);
  } finally {
    await close();
  }
}

async function prepareProbe(folder: string): Promise<ExitCode> {
  if (!inCheckout)
    throw new UsageError("The probe needs a checkout of the project: it is built from its sources.");
  // Loaded here: esbuild is not installed with the package.
  const { writeProbe } = await import("../tools/parity/probe.ts");
  await writeProbe(folder).catch((error) => {
    if (error.code !== "EEXIST") throw error;
    throw new UsageError(`${folder} has an s.yaml. Choose another folder.`);
  });
  process.stdout.write(
    `Wrote the probe function to ${folder}/. Nothing is deployed yet. In that folder:
  npx s deploy    creates the function ims-functions-probe, which is paid for by its calls
  npx s invoke    calls it; call it through triggers and gateways, too
  npx s logs      shows what the events looked like, without data
  npx s remove    removes it again\n`,
  );
  return exitCodes.answered;
}

/** The IDs of the documented samples: the local ICE has them. */
const sampleIds = () =>
  Object.fromEntries(
    byId.map((operation) => [operation.name, Object.values(exampleParameters(operation))[0] ?? ""]),
  );

function exitCodeFor(results: readonly Result[]): ExitCode {
  const verdicts = results.map(({ finding }) => finding.verdict);
  if (verdicts.includes("differs")) return exitCodes.failed;
  return verdicts.includes("holds") ? exitCodes.answered : exitCodes.other;
}

const asData = ({ assumption, finding }: Result) => ({ assumption: assumption.id, ...finding });

/** A table of all assumptions, then what differs, then a count. */
function report(results: readonly Result[]): string {
  const rows = results.map(({ assumption, finding }) => [assumption.id, finding.verdict, finding.detail]);
  const differences = results.flatMap(({ assumption, finding }) =>
    finding.verdict === "differs"
      ? [
          `\n${assumption.id}: ${finding.detail}\n  Assumed: ${assumption.assumes}\n  Relied on in: ${assumption.reliedOnIn.join(", ")}\n`,
        ]
      : [],
  );
  const count = (verdict: string) => results.filter(({ finding }) => finding.verdict === verdict).length;
  const summary = `\n${count("holds")} hold, ${count("differs")} differ, ${count("not checked")} not checked.`;
  return columns([["assumption", "verdict", "detail"], ...rows]) + differences.join("") + summary;
}
