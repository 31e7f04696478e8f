import { stageSuffix } from "../../client/stage.ts";
import { buildFor } from "../build.ts";
import { command } from "../command.ts";
import { deploy } from "./serverless-devs.ts";
import { readTarget, targetHelp } from "./target.ts";
import { verify } from "./verify.ts";

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
