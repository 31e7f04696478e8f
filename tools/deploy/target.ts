import { stagePattern, stageRule, stageSuffix } from "../../functions/stage.ts";
import { regionPattern } from "../../shared/runtime/configuration.ts";

/** Where the functions are deployed. */
export interface Target {
  /** The Alibaba Cloud account's ID; `ACCOUNT_ID` when it is not known. */
  readonly account: string;
  readonly region: string;
  /** The stage's name; "" for none. It ends every function's name, after a dash. */
  readonly stage: string;
  /** The version or alias that workflows invoke; LATEST when not given. */
  readonly qualifier?: string;
}

/** The form of each value, and the same in words that go after "must be". */
export const targetRules: Readonly<
  Record<keyof Target, { readonly pattern: RegExp; readonly rule: string }>
> = {
  account: { pattern: /^(\d{5,20}|ACCOUNT_ID)$/, rule: "the account's ID, 5 to 20 digits" },
  region: { pattern: regionPattern, rule: "a region's ID, such as cn-shanghai" },
  stage: { pattern: stagePattern, rule: stageRule },
  qualifier: {
    pattern: /^(LATEST|[1-9]\d*|[A-Za-z_][\w-]{0,127})$/,
    rule: "a version's number, an alias, or LATEST",
  },
};

/** A deployed function's name. */
export function deployedName(functionName: string, { stage }: Target): string {
  return functionName + stageSuffix(stage);
}

/** The resource name of a function in RAM and CloudFlow. */
export function functionArn(functionName: string, target: Target): string {
  return `acs:fc:${target.region}:${target.account}:functions/${deployedName(functionName, target)}`;
}
