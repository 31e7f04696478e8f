import { stageSuffix } from "../functions/stage.ts";
import { buildFor } from "../tools/build/build.ts";
import { deploy } from "../tools/deploy/serverless-devs.ts";
import { readTarget, targetHelp } from "../tools/deploy/target.ts";
import { verify } from "../tools/deploy/verify.ts";
import { command } from "./lib/command.ts";

const usage = `npm run deploy -- [options] [-- options of s deploy]

Verifies s.yaml, builds and deploys with Serverless Devs. After the second --, --assume-yes asks no questions.

Options:
${targetHelp}`;

await command(usage, async (own, rest) => {
  const target = readTarget(own);
  // `s deploy` itself never fails on a property that it does not know.
  const faults = await verify("s.yaml");
  if (faults.length > 0) throw new Error(faults.join("\n"));
  await buildFor(target);
  return deploy(rest, { REGION: target.region, STAGE_SUFFIX: stageSuffix(target.stage) });
});
