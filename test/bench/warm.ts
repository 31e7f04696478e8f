import { type ForkOptions, fork } from "node:child_process";
import { once } from "node:events";
import type { CaseName } from "./cases.ts";
import { here } from "./invocation.ts";
import { ratioOf, type Spread, spreadOf } from "./statistics.ts";

export interface WarmCase {
  readonly document: CaseName;
  readonly trigger: "direct" | "http";
  /** Microseconds a call. */
  readonly bundle: Spread;
  readonly raw: Spread;
  readonly ratio: Spread;
}

const comparisons: readonly (readonly [document: CaseName, trigger: "direct" | "http"])[] = [
  ["documented sample", "direct"],
  ["compact sample", "direct"],
  ["compact sample", "http"],
  ["100 jobs", "direct"],
  ["100 assets", "direct"],
  ["55 bytes", "direct"],
];

/** Whole invocations of a warm instance against raw pop-core calls, over kept-alive connections without TLS. */
export async function measureWarm(endpoint: string): Promise<WarmCase[]> {
  const measured: WarmCase[] = [];
  for (const [document, trigger] of comparisons) {
    const stdio: ForkOptions["stdio"] = ["ignore", "ignore", "inherit", "ipc"];
    const worker = fork(here("warm-worker.ts"), [endpoint, document, trigger], { stdio });
    const [taken] = await once(worker, "message", { signal: AbortSignal.timeout(60_000) });
    measured.push({
      document,
      trigger,
      bundle: spreadOf(taken.bundle),
      raw: spreadOf(taken.raw),
      ratio: ratioOf(taken.bundle, taken.raw),
    });
  }
  return measured;
}
