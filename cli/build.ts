import { operations } from "../functions/index.ts";
import { buildFor } from "../tools/build/build.ts";
import { readTarget, targetHelp } from "../tools/deploy/target.ts";
import { command } from "./lib/command.ts";

const usage = `npm run build -- [options]

Writes dist/: the functions as they are deployed, their RAM policies and workflows, the OpenAPI document and the bill of
materials.

Options:
${targetHelp}`;

await command(usage, async (args) => {
  const target = readTarget(args);
  await buildFor(target);
  const { account, region } = target;
  console.log(
    `Wrote dist/: ${operations.length} functions, ram/, workflows/, openapi.json, sbom.cdx.json; account ${account}, region ${region}.`,
  );
  return 0;
});
