import { operations } from "../functions/index.ts";
import { buildFor } from "./build.ts";
import { command } from "./command.ts";
import { readTarget, targetHelp } from "./deploy/target.ts";

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
