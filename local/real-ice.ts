import { credentialsFromEnvironment } from "../cli/lib/credentials.ts";
import { type Environment, readVariables, regionVariables } from "../cli/lib/environment.ts";
import { realIcePage } from "../cli/lib/start-page.ts";
import { localKey } from "../cli/lib/target.ts";
import { operations } from "../functions/index.ts";
import { print, projectManifest } from "./cloud.ts";
import { type Host, startHost } from "./fc/host.ts";
import type { Log } from "./fc/instance.ts";
import { readManifest } from "./fc/manifest.ts";

/** Variables of a function that the environment may set in place of s.yaml. */
const passedOn = ["ICE_ENDPOINT", "ICE_TIMEOUT_MS", "ICE_MAX_ATTEMPTS"];

export interface RealIceOptions {
  /** Of the API gateway and Function Compute; 0 is a free one. */
  readonly port: number;
  /** Whether the timers that are on fire at their times. */
  readonly timers: boolean;
  /** Holds region and credentials. */
  readonly environment: Environment;
  /** Where the functions' output goes; standard output by default. */
  readonly log?: Log;
}

/**
 * Function Compute and an API gateway on loopback, with the real ICE behind the functions.
 * @throws UsageError that names the variables that are missing, the system's error when the port can't be had
 */
export async function startWithRealIce({
  port,
  timers,
  environment,
  log = print,
}: RealIceOptions): Promise<Host> {
  const credentials = credentialsFromEnvironment(environment);
  const { region } = readVariables(environment, { region: regionVariables });
  const own = Object.entries(environment).filter(([name, value]) => passedOn.includes(name) && value);
  const configs = readManifest(projectManifest, { ...environment, REGION: region });
  const where = environment.ICE_ENDPOINT || `region ${region}`;
  return startHost({
    port,
    timers,
    configs,
    operations,
    log,
    keys: (id) => (id === localKey.accessKeyId ? localKey : undefined),
    credentials,
    environment: Object.fromEntries(own) as Record<string, string>,
    page: (url) => realIcePage({ url, where, operations, configs, timers }),
  });
}
