import type { Context } from "../../../shared/runtime/context.ts";

export const credentials = {
  accessKeyId: "STS.NTestKeyId",
  accessKeySecret: "TestKeySecret",
  securityToken: "Test/Security+Token==",
};

/** Function Compute's context of one invocation. */
export function contextOf(changes: Partial<Context> = {}): Context {
  return {
    requestId: "1-675f2a1b-0001",
    region: "cn-shanghai",
    credentials,
    function: { name: "test", memory: 512, timeout: 60 },
    ...changes,
  };
}
