/** Where the functions are deployed. */
export interface Target {
  /** The Alibaba Cloud account's ID, sixteen digits. */
  readonly account: string;
  readonly region: string;
  /** Ends every function's name, after a dash; "" for the only stage of an account. */
  readonly stage: string;
}

/** What ends each function's name: `STAGE_SUFFIX` in s.yaml. */
export function stageSuffix(stage: string): string {
  return stage === "" ? "" : `-${stage}`;
}

/** A deployed function's name. */
export function deployedName(functionName: string, { stage }: Target): string {
  return functionName + stageSuffix(stage);
}

/** The resource name that RAM and CloudFlow know a function by. */
export function functionArn(functionName: string, target: Target): string {
  return `acs:fc:${target.region}:${target.account}:functions/${deployedName(functionName, target)}`;
}
