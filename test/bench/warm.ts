import { fork } from "node:child_process";
import { once } from "node:events";
import { here } from "./invocation.ts";
import { ratioOf, type Spread, spreadOf } from "./statistics.ts";

export interface WarmCase {
  readonly document: string;
  /** Microseconds a call. */
  readonly bundle: Spread;
  readonly raw: Spread;
  readonly ratio: Spread;
}

type Taken = Record<string, { readonly bundle: readonly number[]; readonly raw: readonly number[] }>;

/** Whole invocations of a warm instance against raw pop-core calls, over kept-alive connections without TLS. */
export async function measureWarm(endpoint: string): Promise<WarmCase[]> {
  const worker = fork(here("warm-worker.ts"), [endpoint], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [message] = (await once(worker, "message", { signal: AbortSignal.timeout(90_000) })) as [Taken];
  return Object.entries(message).map(([document, { bundle, raw }]) => ({
    document,
    bundle: spreadOf(bundle),
    raw: spreadOf(raw),
    ratio: ratioOf(bundle, raw),
  }));
}
