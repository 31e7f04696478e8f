import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type Cloud, startCloud } from "../../../local/cloud.ts";
import type { Operation } from "../../../shared/operation.ts";
import { sampleParameters } from "../unit/samples.ts";
import { fire, timer, writeFunctions } from "./fixture-host.ts";

/** A cloud with one built function, whose instances a test can see and signal. */
export interface WatchedCloud extends Cloud {
  /** The processes that invocations ran in, in the order in which they began. */
  pids(): number[];
  /** What the function logged. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it where they will
  log(): any[];
  /** Asks for the documented sample. Resolves with the answer's text, and with the kind of error if it is one. */
  ask(): Promise<{ text: string; error: string | null }>;
}

/**
 * The built function as it is, but that it tells its process before each invocation, exits on SIGUSR2, and believes
 * after each that so much time has passed, in milliseconds.
 */
const code = (built: string, pauseMs: number) => `
  let passed = 0;
  const now = Date.now;
  Date.now = () => now() + passed;
  const { handler } = require(${JSON.stringify(built)});
  process.on("SIGUSR2", () => process.exit(3));
  exports.handler = async (event, context) => {
    console.log("pid", process.pid);
    try {
      return await handler(event, context);
    } finally {
      passed += ${pauseMs};
    }
  };`;

export async function watchedCloud(
  { name, functionName }: Operation,
  environment: Readonly<Record<string, string>> = {},
  { pauseMs = 0 } = {},
): Promise<WatchedCloud> {
  const built = fileURLToPath(new URL(`../../../dist/${functionName}/index.js`, import.meta.url));
  const lines: string[] = [];
  const cloud = await startCloud({
    manifest: writeFunctions({
      watched: { code: code(built, pauseMs), props: { ...timer, role: "tester", timeout: 20 } },
    }),
    environment,
    log: (_, line) => lines.push(line),
  });
  onTestFinished(() => cloud.close());
  return {
    ...cloud,
    pids: () => lines.flatMap((line) => /pid (\d+)$/.exec(line)?.[1] ?? []).map(Number),
    log: () => lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line)),
    ask: () => fire(cloud, "watched", JSON.stringify(sampleParameters[name])),
  };
}
