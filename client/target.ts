import { accessKeyVariables, type Environment, readVariables, regionVariables } from "./environment.ts";
import type { ClientOptions } from "./invoke.ts";

/**
 * Signs calls of the functions on this machine. No secret: whoever reaches loopback can call them through the local
 * gateway without a key.
 */
export const localKey = { accessKeyId: "local", accessKeySecret: "local" };

/** The functions of `npm start`, at `PORT`. */
export function localTarget(environment: Environment): ClientOptions {
  return {
    accountId: "local",
    region: "local",
    endpoint: `http://127.0.0.1:${environment.PORT || 9000}`,
    credentials: localKey,
  };
}

/**
 * The deployed functions, with the environment's credentials.
 * @throws UsageError that names every variable that is missing
 */
export function cloudTarget(environment: Environment): ClientOptions {
  const { accountId, region, ...key } = readVariables(environment, {
    accountId: ["FC_ACCOUNT_ID", "ALIBABA_CLOUD_ACCOUNT_ID"],
    region: regionVariables,
    ...accessKeyVariables,
  });
  const securityToken = environment.ALIBABA_CLOUD_SECURITY_TOKEN?.trim();
  return {
    accountId,
    region,
    credentials: { ...key, ...(securityToken && { securityToken }) },
    ...(environment.STAGE && { stage: environment.STAGE }),
  };
}
