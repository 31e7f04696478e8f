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
      "Writes dist/: the functions, their RAM policies and workflows, the OpenAPI document and the bill of materials.",
    )
    .action(action(build));
}

async function build(options: Partial<Target>): Promise<number> {
  const target = readTarget(options, environment);
  await buildFor(target);
  const { account, region } = target;
  console.log(
    `Wrote dist/: ${operations.length} functions, ram/, ros/, observability/, terraform/, workflows/, openapi.json, sbom.cdx.json; account ${account}, region ${region}.`,
  );
  return exitCodes.answered;
}
