import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { type Host, type HostOptions, startHost } from "../../../local/fc/host.ts";
import { readManifest } from "../../../local/fc/manifest.ts";

/** The key that signs in these tests. */
export const user = { accessKeyId: "LTAItest", accessKeySecret: "test-secret" };

export interface FixtureFunction {
  /** The text of its index.js. */
  readonly code: string;
  /** Props of s.yaml, beside region, handler and code. */
  readonly props?: Readonly<Record<string, unknown>>;
}

export interface FixtureHost extends Host {
  /** What the functions and the host wrote, each line after its function's name. */
  readonly lines: string[];
}

/** Writes functions and their s.yaml into a folder that goes after the test. Returns the path of the s.yaml. */
export function writeFunctions(functions: Readonly<Record<string, FixtureFunction>>): string {
  const folder = mkdtempSync(join(tmpdir(), "fixture-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const resources = Object.entries(functions).map(([name, { code, props }]) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "index.js"), code);
    return [name, { props: { region: "cn-test", handler: "index.handler", code: `./${name}`, ...props } }];
  });
  const manifest = join(folder, "s.yaml");
  writeFileSync(manifest, stringify({ resources: Object.fromEntries(resources) }));
  return manifest;
}

/** Starts a host of functions that a test writes; closes it after the test. */
export async function hostOf(
  functions: Readonly<Record<string, FixtureFunction>>,
  options: Partial<HostOptions> = {},
): Promise<FixtureHost> {
  const lines: string[] = [];
  const host = await startHost({
    port: 0,
    configs: readManifest(writeFunctions(functions)),
    operations: Object.keys(functions).map((name) => ({ name, functionName: name })),
    keys: (id) => (id === user.accessKeyId ? user : undefined),
    credentials: async () => ({ accessKeyId: "STS.test", accessKeySecret: "secret", securityToken: "token" }),
    environment: {},
    log: (name, line) => lines.push(`${name} ${line}`),
    page: () => "",
    ...options,
  });
  onTestFinished(() => host.close());
  return { ...host, lines };
}

/** Asks through a timer that every fixture function can have: the shortest way to a function's bare result. */
export const timer = {
  triggers: [{ triggerName: "t", triggerType: "timer", triggerConfig: { cronExpression: "@every 1h" } }],
};

/** Runs a function with `payload` and hands out the answer's text and error type. */
export async function fire(
  host: Pick<Host, "url">,
  functionName: string,
  payload = "",
): Promise<{ text: string; error: string | null; status: number }> {
  const response = await fetch(`${host.url}/timers/${functionName}/t`, { method: "POST", body: payload });
  return {
    text: await response.text(),
    error: response.headers.get("x-fc-error-type"),
    status: response.status,
  };
}

/** Waits until `condition` holds; the test's own time limit ends it otherwise. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
