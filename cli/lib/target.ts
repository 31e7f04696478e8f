import type { AccessKey, ClientOptions } from "../../client/invoke.ts";
import { localTarget } from "../../client/local-target.ts";
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

/** The local cloud, at `IMS_FUNCTIONS_URL` or at `PORT`. @throws UsageError when that is not a port */
export function localTargetFromEnvironment(environment: Environment): Target {
  const port = readPort(environment, "PORT", { fallback: 9000, least: 1 });
  return localTarget({ port, url: environment.IMS_FUNCTIONS_URL });
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
    ...(environment.QUALIFIER && { qualifier: environment.QUALIFIER }),
  };
}
