import type { Command } from "commander";
import { operations } from "../functions/index.ts";
import { buildFor } from "../tools/build/build.ts";
import type { Target } from "../tools/deploy/target.ts";
import { action, newCommand } from "./lib/command.ts";
import { environment } from "./lib/environment.ts";
import { exitCodes } from "./lib/exit-code.ts";
import { addTargetOptions, readTarget } from "./lib/target-options.ts";

export function makeCommand(name: string): Command {
  return addTargetOptions(newCommand(name))
    .description(
      "Writes dist/: the functions, templates for roles and logs, workflows, the OpenAPI document, the bill of materials, and the npm package.",
    )
    .action(action(build));
}

async function build(options: Partial<Target>): Promise<number> {
  const target = readTarget(options, environment);
  await buildFor(target);
  const { account, region } = target;
  console.log(
    `Wrote dist/: ${operations.length} functions, ros/, observability/, ram/, terraform/, workflows/, openapi.json, sbom.cdx.json; account ${account}, region ${region}.`,
  );
  return exitCodes.answered;
}
