import { readOptions } from "../../cli/lib/arguments.ts";
import { table } from "../../cli/lib/table.ts";
import { UsageError } from "../../client/usage-error.ts";
import { stagePattern, stageRule, stageSuffix } from "../../functions/stage.ts";
import { regionPattern } from "../../shared/runtime/configuration.ts";

/** Where the functions are deployed. */
export interface Target {
  /** The Alibaba Cloud account's ID. */
  readonly account: string;
  readonly region: string;
  /** Ends every function's name, after a dash; "" for the only stage of an account. */
  readonly stage: string;
}

const rules: Record<keyof Target, { readonly pattern: RegExp; readonly rule: string }> = {
  account: { pattern: /^(\d{5,20}|ACCOUNT_ID)$/, rule: "the account's ID, 5 to 20 digits" },
  region: { pattern: regionPattern, rule: "a region's ID, such as cn-shanghai" },
  stage: { pattern: stagePattern, rule: stageRule },
};

/** The options that `readTarget` reads, and their defaults, a line each. */
export const targetHelp = table([
  ["--account <ID>", `${rules.account.rule}; ACCOUNT_ID stands in its place without it`],
  ["--region <ID>", `${rules.region.rule}; else REGION, else cn-shanghai`],
  ["--stage <name>", `ends every function's name: ${rules.stage.rule}`],
  ["--help", "show this"],
]);

/**
 * Reads `--account`, `--region` (else `REGION`) and `--stage`. Without an account, what names one holds `ACCOUNT_ID`.
 * @throws UsageError that names what is wrong, and what it can be
 */
export function readTarget(args: readonly string[]): Target {
  const names = Object.keys(rules) as (keyof Target)[];
  const options = names.map((name) => ({ name, value: "<text>" }));
  const defaults = { account: "ACCOUNT_ID", region: process.env.REGION || "cn-shanghai", stage: "" };
  const target: Target = { ...defaults, ...readOptions(args, options) };
  for (const name of names) {
    const { pattern, rule } = rules[name];
    if (!pattern.test(target[name]))
      throw new UsageError(`--${name} can't be "${target[name]}": it has to be ${rule}.`);
  }
  return target;
}

/** A deployed function's name. */
export function deployedName(functionName: string, { stage }: Target): string {
  return functionName + stageSuffix(stage);
}

/** The resource name that RAM and CloudFlow know a function by. */
export function functionArn(functionName: string, target: Target): string {
  return `acs:fc:${target.region}:${target.account}:functions/${deployedName(functionName, target)}`;
}
