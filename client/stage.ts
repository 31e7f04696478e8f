/** What ends a deployed function's name: `STAGE_SUFFIX` in s.yaml. Nothing for the only stage of an account. */
export function stageSuffix(stage: string): string {
  return stage === "" ? "" : `-${stage}`;
}
