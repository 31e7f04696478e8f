import {
  accessKeyVariables,
  type Environment,
  readVariables,
  regionVariables,
} from "../client/environment.ts";
import { assumeRoles } from "./fc/credentials.ts";
import type { CredentialsSource } from "./fc/functions.ts";

/**
 * Credentials of the environment, the same for every role asked for: STS credentials as they are, until they expire; or
 * those of the role `ALIBABA_CLOUD_ROLE_ARN`, which the AccessKey assumes, again before a session ends.
 * @param endpoint of STS; that of the environment's region by default
 * @throws UsageError that names every variable that is missing
 */
export function credentialsFromEnvironment(environment: Environment, endpoint?: string): CredentialsSource {
  const securityToken = environment.ALIBABA_CLOUD_SECURITY_TOKEN;
  if (securityToken) {
    const credentials = { ...readVariables(environment, accessKeyVariables), securityToken };
    return async () => credentials;
  }
  const { roleArn, region, ...user } = readVariables(environment, {
    ...accessKeyVariables,
    roleArn: ["ALIBABA_CLOUD_ROLE_ARN"],
    region: regionVariables,
  });
  const { source } = assumeRoles(endpoint ?? `https://sts.${region}.aliyuncs.com`, user, Date.now);
  return () => source(roleArn);
}
