import { fork } from "node:child_process";
import { once } from "node:events";
import type { Certificate } from "../support/wire/certificate.ts";
import { here } from "./invocation.ts";

/** What stands in for ICE, in a process of its own. */
export interface Upstream {
  readonly http: string;
  readonly https: string;
  /** The same, but it answers after 15 ms, as a service in the same region does. */
  readonly slow: string;
  stop(): void;
}

export async function startUpstream({ keyFile, certificateFile }: Certificate): Promise<Upstream> {
  const server = fork(here("upstream-server.ts"), [keyFile, certificateFile]);
  const [urls] = await once(server, "message", { signal: AbortSignal.timeout(20_000) });
  return { ...urls, stop: () => server.kill() };
}
