import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { UsageError } from "../../client/usage-error.ts";
import type { Environment } from "./environment.ts";

/** The credentials that Serverless Devs deploys with. */
export interface DeployerAccess {
  /** Where they come from, in words without the credentials. */
  readonly source: string;
  /** Options for `s`. */
  readonly args: readonly string[];
  /** Variables for `s`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** `s` takes credentials from a variable whose name ends like this, as JSON; the name is the alias. */
const alias = "ims_functions_serverless_devs_key";

/**
 * Finds the credentials to deploy with: those of the environment, which a CI or the Alibaba Cloud CLI sets, or the alias
 * `default` that `s config add` wrote. Sends nothing.
 * @param accountId the account to deploy to
 * @throws UsageError that says how to set credentials up
 */
export function findDeployerAccess(environment: Environment, accountId: string): DeployerAccess {
  const read = (name: string) => environment[name]?.trim() ?? "";
  const AccessKeyID = read("ALIBABA_CLOUD_ACCESS_KEY_ID");
  const AccessKeySecret = read("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
  const SecurityToken = read("ALIBABA_CLOUD_SECURITY_TOKEN");
  if (AccessKeyID === "" && AccessKeySecret === "") {
    if (hasDefaultAlias(environment))
      return { source: "the alias default of s config", args: ["-a", "default"], variables: {} };
    throw new UsageError(
      "No credentials are set up. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (and ALIBABA_CLOUD_SECURITY_TOKEN with an STS key), or run npx s config add and name the alias default. Nothing was sent.",
    );
  }
  const missing = [
    ...(AccessKeyID === "" ? ["ALIBABA_CLOUD_ACCESS_KEY_ID"] : []),
    ...(AccessKeySecret === "" ? ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] : []),
    ...(AccessKeyID.startsWith("STS.") && SecurityToken === "" ? ["ALIBABA_CLOUD_SECURITY_TOKEN"] : []),
  ];
  if (missing.length > 0)
    throw new UsageError(`Set these environment variables, too: ${missing.join("; ")}. Nothing was sent.`);
  const key = { AccountID: accountId, AccessKeyID, AccessKeySecret, ...(SecurityToken && { SecurityToken }) };
  return {
    source: "the environment",
    args: ["-a", alias],
    variables: { [alias]: JSON.stringify(key) },
  };
}

/** Whether `s config add` has stored a key under the alias that s.yaml names. */
function hasDefaultAlias(environment: Environment): boolean {
  const home = environment.serverless_devs_config_home || environment.HOME || homedir();
  const path = join(home, ".s", "access.yaml");
  if (!existsSync(path)) return false;
  return Object.hasOwn(Object(parse(readFileSync(path, "utf8"))), "default");
}
