import { stageSuffix } from "../../client/stage.ts";
import { buildFor } from "../build.ts";
import { deploy } from "./serverless-devs.ts";
import { readTarget } from "./target.ts";
import { verify } from "./verify.ts";

/** Verifies, builds, deploys. Answers the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const { target, rest } = readTarget(args);
  // `s deploy` itself never fails on a property that it does not know.
  const faults = await verify("s.yaml");
  if (faults.length > 0) throw new Error(faults.join("\n"));
  await buildFor(target);
  return deploy(rest, { REGION: target.region, STAGE_SUFFIX: stageSuffix(target.stage) });
}

process.exitCode = await run(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  return 1;
});
