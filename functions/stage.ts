/** A stage's name; "" for none. */
export const stagePattern = /^([a-z0-9][a-z0-9-]{0,19})?$/;
export const stageRule = "at most 20 small letters, digits and dashes, with no dash first";

/** What ends a deployed function's name, as s.yaml makes it of `STAGE`. Nothing for the only stage of an account. */
export function stageSuffix(stage: string): string {
  return stage === "" ? "" : `-${stage}`;
}
