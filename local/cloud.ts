import { fileURLToPath } from "node:url";
import { page } from "../cli/lib/start-page.ts";
import { localKey } from "../cli/lib/target.ts";
import { operations } from "../functions/index.ts";
import type { Clock } from "../shared/runtime/clock.ts";
import { assumeRoles } from "./fc/credentials.ts";
import { startHost } from "./fc/host.ts";
import type { Log } from "./fc/instance.ts";
import { readManifest } from "./fc/manifest.ts";
import { startIce } from "./ice/server.ts";

/** Path of the project's s.yaml. */
export const projectManifest = fileURLToPath(new URL("../s.yaml", import.meta.url));

export interface CloudOptions {
  /** Of the gateway and Function Compute; 0, the default, is a free one. */
  readonly port?: number;
  /** Of ICE and STS; 0, the default, is a free one. */
  readonly icePort?: number;
  /** Path of an s.yaml; the project's own by default. */
  readonly manifest?: string;
  /** Whether the timers that are on fire at their times. */
  readonly timers?: boolean;
  /** Variables that every function gets, in place of its own of the same name. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the functions' output goes; standard output by default. */
  readonly log?: Log;
  readonly clock?: Clock;
}

/** ICE, STS, Function Compute and an API gateway, on loopback. */
export interface Cloud {
  readonly url: string;
  readonly iceUrl: string;
  /** The account's own key. */
  readonly user: { readonly accessKeyId: string; readonly accessKeySecret: string };
  /** Makes every function's next invocation work with new credentials. */
  rotateCredentials(): void;
  /** Ends all of it, and every process of a function. */
  close(): Promise<void>;
}

/**
 * Starts the cloud on this machine with the functions as they are built.
 * @throws the system's error when a port can't be had, an Error that names what is wrong in the manifest or not built
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { port = 0, icePort = 0, timers = false, log = print, clock } = options;
  const configs = readManifest(options.manifest ?? projectManifest);
  const now = clock?.now ?? Date.now;
  const ice = await startIce({ operations, port: icePort, clock: now });
  const roles = assumeRoles(ice.url, ice.user, ice.now);
  try {
    const host = await startHost({
      ...options,
      port,
      configs,
      operations,
      log,
      keys: (id) => [localKey, ice.user].find((key) => key.accessKeyId === id) ?? roles.key(id),
      credentials: roles.source,
      environment: { ICE_ENDPOINT: ice.url, ...options.environment },
      page: (url) =>
        page({ url, iceUrl: ice.url, user: ice.user, operations, configs, timers, now: new Date(now()) }),
    });
    return {
      url: host.url,
      iceUrl: ice.url,
      user: ice.user,
      rotateCredentials: roles.rotate,
      async close() {
        await Promise.all([host.close(), ice.close()]);
      },
    };
  } catch (error) {
    await ice.close();
    throw error;
  }
}

/** Where functions' lines go if nobody says where: to standard output. */
export const print: Log = (functionName, line) => console.log(`${functionName} ${line}`);
