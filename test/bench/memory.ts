import { spawnSync } from "node:child_process";
import { cases } from "./cases.ts";
import { bundleOf, context, here } from "./invocation.ts";

export interface Memory {
  readonly heapAtRestMiB: number;
  readonly residentAtRestMiB: number;
  readonly answerMB: number;
  readonly residentAtPeakMiB: number;
  readonly heapAfterwardsMiB: number;
  /** Of a Node.js process that does nothing. */
  readonly residentBareMiB: number;
}

/** An instance's memory at rest and at its peak on a very large answer. */
export function measureMemory(endpoint: string): Memory {
  const small = cases["100 jobs"];
  const large = cases["15 MB"];
  const events = [small, large].map(({ parameters }) => JSON.stringify(parameters));
  const run = [here("memory/run.cjs"), bundleOf(large.functionName), ...events, JSON.stringify(context)];
  const bare = ["-e", "process.stderr.write(String(process.memoryUsage().rss / 2 ** 20))"];
  return {
    ...JSON.parse(node(["--expose-gc", ...run], endpoint)),
    residentBareMiB: Number(node(bare, endpoint)),
  };
}

function node(options: readonly string[], endpoint: string): string {
  const { status, stderr } = spawnSync(process.execPath, options, {
    env: { PATH: process.env.PATH, ICE_ENDPOINT: endpoint },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    timeout: 20_000,
  });
  if (status !== 0) throw new Error(`Node.js failed: ${stderr}`);
  return stderr;
}
