import { UsageError } from "../../client/usage-error.ts";
import type { CredentialsSource } from "../../local/fc/functions.ts";
import { createRoleSessions } from "../../local/fc/role-sessions.ts";
import { originOf } from "../../shared/runtime/configuration.ts";
import { accessKeyVariables, type Environment, readVariables, regionVariables } from "./environment.ts";

/**
 * Credentials from the environment, the same for every role: STS credentials as they are, until they expire; or those of
 * the role `ALIBABA_CLOUD_ROLE_ARN`, which the AccessKey assumes, again before each session ends.
 * @throws UsageError that names every variable that is missing
 */
export function credentialsFromEnvironment(environment: Environment): CredentialsSource {
  const securityToken = environment.ALIBABA_CLOUD_SECURITY_TOKEN?.trim();
  if (securityToken) {
    const credentials = { ...readVariables(environment, accessKeyVariables), securityToken };
    return async () => credentials;
  }
  const { region, ...user } = readVariables(environment, { ...accessKeyVariables, region: regionVariables });
  const roleArn = environment.ALIBABA_CLOUD_ROLE_ARN?.trim();
  if (!roleArn)
    throw new UsageError(
      "An AccessKey alone is not enough: the functions call ICE with STS credentials. Set ALIBABA_CLOUD_ROLE_ARN to a role that this key may assume, such as acs:ram::1234567890123456:role/reader. Or set ALIBABA_CLOUD_SECURITY_TOKEN, with an STS key.",
    );
  const { source } = createRoleSessions(stsEndpointOf(environment, region), user, Date.now);
  return () => source(roleArn);
}

/** @throws UsageError when it is not an address that credentials may be sent to */
export function stsEndpointOf(environment: Environment, region: string): string {
  const endpoint = originOf(environment.STS_ENDPOINT || `https://sts.${region}.aliyuncs.com`);
  if (endpoint !== "") return endpoint;
  throw new UsageError("STS_ENDPOINT must be https:// to a host under aliyuncs.com, or a loopback address.");
}
