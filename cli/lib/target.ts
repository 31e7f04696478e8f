import type { AccessKey, ClientOptions } from "../../client/invoke.ts";
import { localKey } from "../../shared/runtime/local-key.ts";
import {
  accessKeyVariables,
  type Environment,
  readPort,
  readVariables,
  regionVariables,
} from "./environment.ts";

/** Where functions can be invoked, and with which key. */
export interface Target extends ClientOptions {
  readonly endpoint: string;
  readonly credentials: AccessKey;
}

/** The functions of `npm start`, at `PORT`. @throws UsageError when that is not a port */
export function localTarget(environment: Environment): Target {
  return {
    accountId: "local",
    region: "cn-local",
    endpoint: `http://127.0.0.1:${readPort(environment, "PORT", { fallback: 9000, least: 1 })}`,
    credentials: localKey,
  };
}

/**
 * The deployed functions, with the environment's credentials, at `FC_ENDPOINT` or the account's public endpoint.
 * @throws UsageError that names every variable that is missing
 */
export function deployedTarget(environment: Environment): Target {
  const { accountId, region, ...key } = readVariables(environment, {
    accountId: ["FC_ACCOUNT_ID", "ALIBABA_CLOUD_ACCOUNT_ID"],
    region: regionVariables,
    ...accessKeyVariables,
  });
  const securityToken = environment.ALIBABA_CLOUD_SECURITY_TOKEN?.trim();
  return {
    accountId,
    region,
    endpoint: environment.FC_ENDPOINT || `https://${accountId}.${region}.fc.aliyuncs.com`,
    credentials: { ...key, ...(securityToken && { securityToken }) },
    ...(environment.STAGE && { stage: environment.STAGE }),
  };
}
