import { type Command, InvalidArgumentError, Option } from "commander";
import { UsageError } from "../../client/usage-error.ts";
import { type Target, targetRules } from "../../tools/deploy/target.ts";
import type { Environment } from "./environment.ts";

/** Adds the options that `readTarget` reads. */
export function addTargetOptions(command: Command): Command {
  return command
    .option("--account <ID>", `${targetRules.account.rule} (default: FC_ACCOUNT_ID)`, fitting("account"))
    .option(
      "--region <ID>",
      `${targetRules.region.rule} (default: REGION, or cn-shanghai)`,
      fitting("region"),
    )
    .addOption(stageOption())
    .option(
      "--qualifier <name>",
      `what workflows invoke: ${targetRules.qualifier.rule} (default: QUALIFIER, or LATEST)`,
      fitting("qualifier"),
    );
}

/** Adds the options that `withTarget` reads: which of the deployed functions a command calls. */
export function addDeployedOptions(command: Command): Command {
  return command
    .addOption(stageOption())
    .option(
      "--qualifier <name>",
      `with --on deployed, what to invoke: ${targetRules.qualifier.rule} (default: QUALIFIER, or LATEST)`,
      fitting("qualifier"),
    );
}

/** What `addDeployedOptions` adds. */
export interface DeployedOptions {
  readonly stage?: string | undefined;
  readonly qualifier?: string | undefined;
}

/** The environment, with these options in place of its variables. */
export function withOptions(environment: Environment, { stage, qualifier }: DeployedOptions): Environment {
  return {
    ...environment,
    ...(stage !== undefined && { STAGE: stage }),
    ...(qualifier !== undefined && { QUALIFIER: qualifier }),
  };
}

function stageOption(): Option {
  const text = `the deployment whose functions' names end in -<name>: ${targetRules.stage.rule} (default: STAGE)`;
  return new Option("--stage <name>", text).argParser(fitting("stage"));
}

type Rule = keyof typeof targetRules;

function fitting(name: Rule): (text: string) => string {
  const { pattern, rule } = targetRules[name];
  return (text) => {
    if (pattern.test(text)) return text;
    throw new InvalidArgumentError(`It must be ${rule}.`);
  };
}

/**
 * Where to deploy, from options and environment.
 * @throws UsageError that names the variable whose value is wrong
 */
export function readTarget(options: Partial<Target>, environment: Environment): Target {
  const read = (name: Rule, variables: readonly string[], fallback: string): string => {
    const variable = variables.find((each) => environment[each]);
    const value = options[name] ?? (variable ? environment[variable] : undefined) ?? fallback;
    const { pattern, rule } = targetRules[name];
    if (!pattern.test(value)) throw new UsageError(`${variable} is "${value}". It must be ${rule}.`);
    return value;
  };
  return {
    account: read("account", ["FC_ACCOUNT_ID", "ALIBABA_CLOUD_ACCOUNT_ID"], "ACCOUNT_ID"),
    region: read("region", ["REGION"], "cn-shanghai"),
    stage: read("stage", ["STAGE"], ""),
    qualifier: read("qualifier", ["QUALIFIER"], "LATEST"),
  };
}
