import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { UsageError } from "../client/usage-error.ts";
import { columns } from "../local/console/columns.ts";
import { buildDeployment } from "../tools/build/build.ts";
import { deployResource } from "../tools/deploy/serverless-devs.ts";
import type { Target } from "../tools/deploy/target.ts";
import { readManifestText } from "../tools/deploy/verify/manifest-text.ts";
import { resourcesIn } from "../tools/deploy/verify/resources.ts";
import { action, newCommand } from "./lib/command.ts";
import { findDeployerAccess } from "./lib/deployer-access.ts";
import { environment } from "./lib/environment.ts";
import { type ExitCode, exitCodes } from "./lib/exit-code.ts";
import { addTargetOptions, readTarget } from "./lib/target-options.ts";
import { isSound } from "./verify.ts";

const manifest = "s.yaml";

export function makeCommand(name: string): Command {
  return addTargetOptions(newCommand(name))
    .description(
      "Verifies s.yaml, says what it is about to do, builds, and deploys one function after the other with Serverless Devs.",
    )
    .argument("[options...]", "after --: options of s deploy, such as --assume-yes, which asks no questions")
    .action(action(run));
}

async function run(rest: readonly string[], options: Partial<Target>): Promise<ExitCode> {
  const target = readTarget(options, environment);
  const { account, region, stage } = target;
  const variables = {
    REGION: region,
    STAGE: stage,
    LOG_PROJECT: environment.LOG_PROJECT || `ims-functions-${account}`,
  };
  // `s deploy` itself never fails on a property that it does not know.
  if (!(await isSound(manifest, { ...environment, ...variables }))) return exitCodes.failed;
  if (account === "ACCOUNT_ID")
    throw new UsageError("Set --account or FC_ACCOUNT_ID to the account's ID. Nothing was sent.");
  const access = findDeployerAccess(environment, account);
  const { value } = readManifestText(readFileSync(manifest, "utf8"), { ...environment, ...variables });
  const resources = resourcesIn(value);
  console.log(`
Deploys to account ${account}, region ${region}, ${stage === "" ? "no stage" : `stage ${stage}`}, with the credentials of ${access.source}.
Logs go to the project ${variables.LOG_PROJECT}.

${columns([["FUNCTION", "ROLE"], ...resources.map(({ name, props }) => [String(props.functionName ?? name), String(props.role ?? "-")])])}`);
  await buildDeployment(target);
  return deployAll(
    resources.map(({ name }) => name),
    [...access.args, ...rest],
    { ...variables, ...access.variables },
  );
}

/** Deploys one resource after the other, so that what happened to each is known, and stops at the first that fails. */
async function deployAll(
  names: readonly string[],
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<ExitCode> {
  for (const [index, name] of names.entries()) {
    if (await deployResource(name, args, variables)) continue;
    const list = (some: readonly string[]) => (some.length > 0 ? some.join(", ") : "none");
    console.error(`
✕ ${name} was not deployed: the reason is in the output above.
  Deployed: ${list(names.slice(0, index))}. Not begun: ${list(names.slice(index + 1))}.
  Do this: fix the cause and run the same command again. It changes nothing about functions that are up to date.`);
    return exitCodes.other;
  }
  console.log(`\n✓ ${names.length} deployed: ${names.join(", ")}.`);
  return exitCodes.answered;
}
