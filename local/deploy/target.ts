import { parseArgs } from "node:util";
import { stageSuffix } from "../../client/stage.ts";

/** Where the functions are deployed. */
export interface Target {
  /** The Alibaba Cloud account's ID. */
  readonly account: string;
  readonly region: string;
  /** Ends every function's name, after a dash; "" for the only stage of an account. */
  readonly stage: string;
}

const options = {
  account: { type: "string", default: "ACCOUNT_ID" },
  region: { type: "string", default: process.env.REGION ?? "cn-shanghai" },
  stage: { type: "string", default: "" },
} as const;

const patterns: Record<keyof Target, RegExp> = {
  account: /^(\d{5,20}|ACCOUNT_ID)$/,
  region: /^[a-z]{2,}(-[a-z0-9]+)+$/,
  stage: /^([a-z0-9][a-z0-9-]{0,19})?$/,
};

/**
 * Reads `--account`, `--region` (else `REGION`) and `--stage`. Without an account, what names one holds `ACCOUNT_ID`.
 * @returns the target, and what stands after a `--`
 * @throws an Error that names what is wrong
 */
export function readTarget(args: readonly string[]): { target: Target; rest: string[] } {
  const dashes = args.indexOf("--");
  const own = dashes === -1 ? args : args.slice(0, dashes);
  const { values } = parseArgs({ args: [...own], options });
  for (const [name, pattern] of Object.entries(patterns)) {
    const value = values[name as keyof Target];
    if (!pattern.test(value)) throw new Error(`--${name} can't be ${value}`);
  }
  return { target: values, rest: dashes === -1 ? [] : args.slice(dashes + 1) };
}

/** A deployed function's name. */
export function deployedName(functionName: string, { stage }: Target): string {
  return functionName + stageSuffix(stage);
}

/** The resource name that RAM and CloudFlow know a function by. */
export function functionArn(functionName: string, target: Target): string {
  return `acs:fc:${target.region}:${target.account}:functions/${deployedName(functionName, target)}`;
}
