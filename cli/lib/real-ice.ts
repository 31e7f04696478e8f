import type { RealIceOptions } from "../../local/cloud.ts";
import { credentialsFromEnvironment } from "./credentials.ts";
import { type Environment, readVariables, regionVariables } from "./environment.ts";

/** Variables that replace those of the functions in s.yaml. */
const functionVariables = ["ICE_ENDPOINT", "ICE_TIMEOUT_MS", "ICE_MAX_ATTEMPTS"];

/**
 * Reads the options of `startWithRealIce` from the environment.
 * @throws UsageError that names the variables that are missing
 */
export function realIceFromEnvironment(
  environment: Environment,
): Required<Pick<RealIceOptions, "region" | "credentials" | "environment">> {
  const credentials = credentialsFromEnvironment(environment);
  const { region } = readVariables(environment, { region: regionVariables });
  const given = Object.entries(environment).filter(
    ([name, value]) => functionVariables.includes(name) && value,
  );
  return { region, credentials, environment: Object.fromEntries(given) as Record<string, string> };
}
