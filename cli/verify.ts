import { verify } from "../tools/deploy/verify.ts";
import { readOptions } from "./lib/arguments.ts";
import { command } from "./lib/command.ts";

const usage = `npm run verify

Checks every property of s.yaml and every timer's cron expression, without a network.
`;

await command(usage, async (args) => {
  readOptions(args, []);
  const faults = await verify("s.yaml");
  if (faults.length > 0) throw new Error(faults.join("\n"));
  console.log("s.yaml: every property is known and well formed.");
  return 0;
});
