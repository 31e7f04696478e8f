import { fileURLToPath } from "node:url";
import { operations } from "../functions/index.ts";
import { packageRoot } from "../functions/package-root.ts";
import type { Operation } from "../shared/operation.ts";
import { localKey } from "../shared/runtime/local-key.ts";
import { type ConsoleTexts, createConsole } from "./console/console.ts";
import { printable } from "./console/printable.ts";
import { overview, realIceTextPage, textPage } from "./console/text-page.ts";
import type { CredentialsSource } from "./fc/functions.ts";
import { type Host, startHost } from "./fc/host.ts";
import type { Log } from "./fc/instance.ts";
import type { CallerKey } from "./fc/keys.ts";
import { readManifest } from "./fc/manifest.ts";
import type { IssuedKey } from "./ice/access-keys.ts";
import type { IceNotification } from "./ice/notifications.ts";
import { startIce } from "./ice/server.ts";
import type { Cloud, CloudOptions, HostSettings } from "./options.ts";

export type { Cloud, CloudOptions } from "./options.ts";

/** Path of the project's s.yaml. */
export const projectManifest = fileURLToPath(new URL("s.yaml", packageRoot));

/** What the page for browsers shows beside what happens here. */
interface ConsoleSetting {
  readonly texts?: ConsoleTexts;
}

/** What runs functions that may change meanwhile. */
export interface Reloadable {
  /**
   * Reads the manifest again, and runs the functions' code as it is now. Jobs, faults and the clock stay.
   * @throws an Error that says what is wrong; then nothing has changed
   */
  reload(): void;
}

/**
 * Starts the local cloud. It runs the functions as they are built in `dist/`.
 * @throws the system's error when a port can't be opened; an Error that says what is wrong in the manifest or not built
 * @example
 * const cloud = await startCloud();
 * await fetch(`${cloud.url}/GetMediaConvertJob?JobId=…`);
 * await cloud.close();
 */
export async function startCloud(options: CloudOptions & ConsoleSetting = {}): Promise<Cloud & Reloadable> {
  const { port = 0, icePort = 0, timers = false, notifications = false, log = printLine, clock } = options;
  const readConfigs = () => readManifest(options.manifest ?? projectManifest);
  let configs = readConfigs();
  const now = clock?.wall ?? Date.now;
  const page = createConsole({
    ...options.texts,
    operations,
    region: configs[0]?.region ?? "",
    where: "the local ICE",
  });
  const deployed = (operations as readonly Operation[]).filter(({ functionName }) =>
    configs.some(({ name }) => name === functionName),
  );
  let host: Host | undefined;
  const notify = (notification: IceNotification) => {
    for (const { functionName, notifications } of deployed)
      if (notifications?.eventTypes.includes(notification.EventType))
        host?.submit(functionName, Buffer.from(JSON.stringify(notification)));
  };
  const ice = await startIce({
    operations,
    port: icePort,
    clock: now,
    notify: notifications ? notify : undefined,
    watch: page.watch,
  });
  page.connect(ice);
  const pageOptions = () => ({ iceUrl: ice.url, user: ice.user, operations, configs, timers });
  try {
    const started = await startHost({
      ...options,
      port,
      configs,
      operations,
      log: both(page.log, log),
      observer: page.observe,
      console: page,
      keys: (id) => callerKey(ice.key(id)),
      // Every invocation has a session of its own, so that each request to ICE belongs to one.
      credentials: async (_, requestId) => ice.openSession(requestId ?? ""),
      endCredentials: ({ accessKeyId }) => ice.endSession(accessKeyId),
      environment: { ICE_ENDPOINT: ice.url, ...options.environment },
      page: (url) => textPage({ ...pageOptions(), url, now: new Date(now()) }),
    });
    host = started;
    page.attach(started);
    return {
      url: started.url,
      overview: overview({ ...pageOptions(), url: started.url }),
      iceUrl: ice.url,
      user: ice.user,
      reload() {
        const changed = readConfigs();
        started.reload(changed);
        configs = changed;
      },
      async close() {
        page.close();
        await Promise.all([started.close(), ice.close()]);
      },
    };
  } catch (error) {
    await ice.close();
    throw error;
  }
}

function callerKey(key: IssuedKey | undefined): CallerKey | undefined {
  if (!key?.session) return key;
  return { ...key, securityToken: key.session.token, expires: key.session.expires };
}

export interface RealIceOptions extends HostSettings, ConsoleSetting {
  /** The region whose ICE is called. */
  readonly region: string;
  /** Credentials for the functions' roles. */
  readonly credentials: CredentialsSource;
}

/**
 * Starts Function Compute and an API gateway on loopback. The functions call the real ICE.
 * @throws as `startCloud`
 */
export async function startWithRealIce(
  options: RealIceOptions,
): Promise<Omit<Host, "reload"> & Reloadable & Pick<Cloud, "overview">> {
  const { port = 0, timers = false, region, environment = {}, log = printLine } = options;
  const readConfigs = () => readManifest(projectManifest, { ...process.env, REGION: region });
  let configs = readConfigs();
  const where = environment.ICE_ENDPOINT || `region ${region}`;
  const page = createConsole({ ...options.texts, operations, region, where });
  const textOf = (url: string) => realIceTextPage({ url, where, operations, configs, timers });
  const host = await startHost({
    ...options,
    port,
    configs,
    operations,
    log: both(page.log, log),
    observer: page.observe,
    console: page,
    keys: (id) => (id === localKey.accessKeyId ? localKey : undefined),
    environment,
    page: textOf,
  });
  page.attach(host);
  return {
    ...host,
    overview: textOf(host.url),
    reload() {
      const changed = readConfigs();
      host.reload(changed);
      configs = changed;
    },
    async close() {
      page.close();
      await host.close();
    },
  };
}

const both =
  (first: Log, second: Log): Log =>
  (functionName, line) => {
    first(functionName, line);
    second(functionName, line);
  };

const printLine: Log = (functionName, line) => console.log(printable(`${functionName} ${line}`));
