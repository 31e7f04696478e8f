import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { packageRoot } from "../functions/package-root.ts";
import { documents, generated } from "../tools/docs/generate.ts";
import { action, newCommand } from "./lib/command.ts";
import { exitCodes } from "./lib/exit-code.ts";

export function makeCommand(name: string): Command {
  return newCommand(name)
    .description("Updates the generated parts of the documents.")
    .action(
      action(async () => {
        for (const path of documents) {
          const { current, wanted } = await generated(path);
          if (current !== wanted) await writeFile(new URL(path, packageRoot), wanted);
          console.log(`${path}: ${current === wanted ? "unchanged" : "written"}`);
        }
        return exitCodes.answered;
      }),
    );
}
