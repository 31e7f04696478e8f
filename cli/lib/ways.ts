import { createInvoke } from "../../client/invoke.ts";
import { UsageError } from "../../client/usage-error.ts";
import { stageSuffix } from "../../functions/stage.ts";
import { startCloud } from "../../local/cloud.ts";
import { originOf, readConfiguration } from "../../shared/runtime/configuration.ts";
import { localKey } from "../../shared/runtime/local-key.ts";
import { operationNamed } from "../../tools/parity/around.ts";
import type { RunOptions } from "../../tools/parity/run.ts";
import type { Ways } from "../../tools/parity/ways.ts";
import { buildFunctions } from "./checkout.ts";
import { credentialsFromEnvironment, stsEndpointOf } from "./credentials.ts";
import { type Environment, readVariables, regionVariables } from "./environment.ts";
import { invokeOn } from "./invoke-on.ts";
import type { Place } from "./place.ts";
import { deployedTarget } from "./target.ts";

/** How to send requests to a place; `close` ends what was started for them. */
export interface OpenWays extends Pick<RunOptions, "stageSuffix"> {
  readonly ways: Ways;
  close(): Promise<void>;
}

/**
 * Finds the ways to send requests to a place. For `local` it builds the functions and starts a local cloud of its own.
 * @param trigger the URL of a deployed HTTP trigger
 * @throws UsageError or ProblemError that names every variable that is missing or wrong
 */
export async function openWays(
  place: Place,
  environment: Environment,
  trigger: string | undefined,
): Promise<OpenWays> {
  if (place === "local") return localWays();
  if (place === "ice") return iceWays(environment);
  const { endpoint, credentials, ...target } = deployedTarget(environment);
  if (trigger !== undefined && !isTriggerUrl(trigger))
    throw new UsageError("--trigger must be https:// to a host under fcapp.run, or a loopback address.");
  return {
    ways: {
      functions: createInvoke({ endpoint, credentials, ...target }),
      invocations: { endpoint: originOf(endpoint), key: credentials },
      ...(trigger !== undefined && { trigger: { endpoint: trigger, key: credentials } }),
    },
    stageSuffix: stageSuffix(target.stage ?? ""),
    close: async () => {},
  };
}

async function localWays(): Promise<OpenWays> {
  await buildFunctions();
  const cloud = await startCloud({ log: () => {} });
  const { functionName } = operationNamed("GetMediaConvertJob");
  const ice = { endpoint: cloud.iceUrl, key: cloud.user };
  return {
    ways: {
      functions: createInvoke({
        accountId: "local",
        region: "cn-local",
        endpoint: cloud.url,
        credentials: localKey,
      }),
      ice,
      sts: ice,
      invocations: { endpoint: cloud.url, key: localKey },
      trigger: { endpoint: `${cloud.url}/http-triggers/${functionName}/`, key: localKey },
    },
    close: cloud.close,
  };
}

async function iceWays(environment: Environment): Promise<OpenWays> {
  const functions = await invokeOn("ice", environment);
  const { region } = readVariables(environment, { region: regionVariables });
  const key = await credentialsFromEnvironment(environment)("");
  const { endpoint } = readConfiguration(environment, region);
  return {
    ways: {
      functions,
      ice: { endpoint, key },
      sts: { endpoint: stsEndpointOf(environment, region), key },
    },
    close: async () => {},
  };
}

/** A trigger gets the caller's signature and token: it must be Function Compute's, or on this machine. */
function isTriggerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin, username } = new URL(text);
  if (username !== "") return false;
  return originOf(origin) !== "" || (protocol === "https:" && hostname.endsWith(".fcapp.run"));
}
