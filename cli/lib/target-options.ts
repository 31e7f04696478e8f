import { type Command, InvalidArgumentError } from "commander";
import { UsageError } from "../../client/usage-error.ts";
import { type Target, targetRules } from "../../tools/deploy/target.ts";
import type { Environment } from "./environment.ts";

/** Adds the options that `readTarget` reads. */
export function addTargetOptions(command: Command): Command {
  return command
    .option("--account <ID>", targetRules.account.rule, fitting("account"), "ACCOUNT_ID")
    .option(
      "--region <ID>",
      `${targetRules.region.rule} (default: REGION, or cn-shanghai)`,
      fitting("region"),
    )
    .option("--stage <name>", `ends every function's name: ${targetRules.stage.rule}`, fitting("stage"));
}

function fitting(name: keyof Target): (text: string) => string {
  const { pattern, rule } = targetRules[name];
  return (text) => {
    if (pattern.test(text)) return text;
    throw new InvalidArgumentError(`It must be ${rule}.`);
  };
}

/**
 * Where to deploy, from options and environment.
 * @throws UsageError when the variable REGION is not a region
 */
export function readTarget(options: Partial<Target>, environment: Environment): Target {
  const region = options.region ?? (environment.REGION || "cn-shanghai");
  if (!targetRules.region.pattern.test(region))
    throw new UsageError(`REGION is "${region}". It must be ${targetRules.region.rule}.`);
  return { account: options.account ?? "ACCOUNT_ID", region, stage: options.stage ?? "" };
}
