import type { ClientOptions } from "../../client/invoke.ts";
import {
  accessKeyVariables,
  type Environment,
  readPort,
  readVariables,
  regionVariables,
} from "./environment.ts";

/**
 * Signs calls of the functions on this machine. No secret: whoever reaches loopback can call them through the local
 * gateway without a key.
 */
export const localKey = { accessKeyId: "local", accessKeySecret: "local" };

/** The functions of `npm start`, at `PORT`. @throws UsageError where that is no port */
export function localTarget(environment: Environment): ClientOptions {
  return {
    accountId: "local",
    region: "cn-local",
    endpoint: `http://127.0.0.1:${readPort(environment, "PORT", { fallback: 9000, least: 1 })}`,
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
