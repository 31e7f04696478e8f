import { type HeapProfiler, Session } from "node:inspector/promises";
import { createRequire } from "node:module";
import { type Case, type CaseName, cases } from "./cases.ts";
import { bundleOf, context } from "./invocation.ts";

/**
 * Both sides of one warm comparison, in a process of their own: whole invocations of a bundle, its log line written to
 * this process's standard output, and raw calls of pop-core, unmodified.
 */

const [endpoint = "", name = "", trigger, together = "1", asBytes] = process.argv.slice(2);
const { operation, functionName, parameters }: Case = cases[name as CaseName];

process.env.ICE_ENDPOINT = endpoint;
const load = createRequire(import.meta.url);
const { handler } = load(bundleOf(functionName));
const RPCClient = load("@alicloud/pop-core/lib/rpc.js");
const client = new RPCClient({ endpoint, apiVersion: "2020-11-09", ...context.credentials });

const httpEvent = {
  version: "v1",
  rawPath: "/",
  headers: { Accept: "*/*", Host: "example.cn-shanghai.fcapp.run" },
  queryParameters: parameters,
  requestContext: { requestId: context.requestId, http: { method: "GET", path: "/" } },
};
const event = Buffer.from(JSON.stringify(trigger === "http" ? httpEvent : parameters));

const sides = {
  bundle: () => handler(event, context),
  raw: () => client.request(operation, { ...parameters }, { method: "POST" }),
};
export type Side = keyof typeof sides;

/** What a runtime does with a result before it sends it. */
const toBytes = (result: unknown) =>
  Buffer.from(typeof result === "string" ? result : JSON.stringify(result));

const atOnce = Number(together);
const run = (side: Side) => {
  if (asBytes === "true") return sides[side]().then(toBytes);
  return atOnce === 1 ? sides[side]() : Promise.all(Array.from({ length: atOnce }, sides[side]));
};

/** Microseconds of a call. */
export interface Turn {
  readonly wall: number;
  readonly cpu: number;
}

/** What one process measures. */
export interface Measured {
  readonly taken: Readonly<Record<Side, readonly Turn[]>>;
  /** What a call allocates. */
  readonly bytes: Readonly<Record<Side, number>>;
}

async function turn(side: Side, runs: number): Promise<Turn> {
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  for (let i = 0; i < runs; i++) await run(side);
  const wall = Number(process.hrtime.bigint() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const calls = runs * atOnce;
  return { wall: wall / calls, cpu: (user + system) / calls };
}

/** Bytes of the heap that a call allocates, from samples: what is collected meanwhile counts, too. */
async function allocated(side: Side): Promise<number> {
  const runs = Math.max(1, Math.round(500 / atOnce));
  const session = new Session();
  session.connect();
  await session.post("HeapProfiler.startSampling", {
    samplingInterval: 4096,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  for (let i = 0; i < runs; i++) await run(side);
  const { profile } = await session.post("HeapProfiler.stopSampling");
  session.disconnect();
  return bytesOf(profile.head) / (runs * atOnce);
}

function bytesOf({ selfSize, children }: HeapProfiler.SamplingHeapProfileNode): number {
  return children.reduce((sum, child) => sum + bytesOf(child), selfSize);
}

// V8's compiler has to be done with both. After 600 calls of each, the bundle still takes 1.2 to 1.7 times the CPU
// time of raw calls for small documents; from 6,000 calls on, the ratio no longer changes. Large documents need fewer calls.
const longestWarmUp = 15_000;
const rounds = 400 / atOnce;
for (let round = 0; round < rounds && performance.now() < longestWarmUp; round++)
  for (const side of ["bundle", "raw"] as const) await turn(side, 15);
// In short turns, now the one first, now the other, so that what disturbs one disturbs the other.
const taken = { bundle: [] as Turn[], raw: [] as Turn[] };
for (let round = 0; round < 40; round++) {
  const order = round % 2 === 0 ? (["bundle", "raw"] as const) : (["raw", "bundle"] as const);
  for (const side of order) taken[side].push(await turn(side, atOnce === 1 ? 10 : 1));
}
const bytes = { bundle: await allocated("bundle"), raw: await allocated("raw") };
const measured: Measured = { taken, bytes };
process.send?.(measured, () => process.exit());
