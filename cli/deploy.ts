import type { Command } from "commander";
import { buildFor } from "../tools/build/build.ts";
import { deploy } from "../tools/deploy/serverless-devs.ts";
import type { Target } from "../tools/deploy/target.ts";
import { action, newCommand } from "./lib/command.ts";
import { environment } from "./lib/environment.ts";
import { exitCodes } from "./lib/exit-code.ts";
import { addTargetOptions, readTarget } from "./lib/target-options.ts";
import { isSound } from "./verify.ts";

export function makeCommand(name: string): Command {
  return addTargetOptions(newCommand(name))
    .description("Verifies s.yaml, builds, and deploys with Serverless Devs.")
    .argument("[options...]", "after --: options of s deploy, such as --assume-yes, which asks no questions")
    .action(action(run));
}

async function run(rest: readonly string[], options: Partial<Target>): Promise<number> {
  const target = readTarget(options, environment);
  // `s deploy` itself never fails on a property that it does not know.
  if (!(await isSound("s.yaml", { ...environment, REGION: target.region }))) return exitCodes.failed;
  await buildFor(target);
  return deploy(rest, { REGION: target.region, STAGE: target.stage });
}
