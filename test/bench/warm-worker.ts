import { createRequire } from "node:module";
import { type Case, type CaseName, cases } from "./cases.ts";
import { bundleOf, context } from "./invocation.ts";

/**
 * Both sides of one warm comparison, in a process of their own: whole invocations of a bundle, its log line written to
 * this process's standard output, and raw calls of pop-core, unmodified. Measures what calls take, or, where garbage can
 * be collected on demand, what they allocate.
 */

const [endpoint = "", name = "", trigger, together = "1"] = process.argv.slice(2);
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

const atOnce = Number(together);
const run = (side: Side) =>
  atOnce === 1 ? sides[side]() : Promise.all(Array.from({ length: atOnce }, sides[side]));

/** Microseconds of a call. */
export interface Turn {
  readonly wall: number;
  readonly cpu: number;
}

/** Each turn of both sides. */
export type Taken = Readonly<Record<Side, readonly Turn[]>>;
/** Bytes that a call of each side allocates. */
export type Allocated = Readonly<Record<Side, number>>;

async function turn(side: Side, runs: number): Promise<Turn> {
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  for (let i = 0; i < runs; i++) await run(side);
  const wall = Number(process.hrtime.bigint() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const calls = runs * atOnce;
  return { wall: wall / calls, cpu: (user + system) / calls };
}

/** Bytes that a call allocates. */
async function allocated(side: Side, collect: () => void): Promise<number> {
  const runs = Math.max(1, Math.round(100 / atOnce));
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < runs; i++) await run(side);
  return (process.memoryUsage().heapUsed - before) / (runs * atOnce);
}

// V8's compiler has to be done with both. After 600 calls of each, the bundle still takes 1.3 times the CPU time of raw
// calls; from 6,000 calls on, the ratio no longer changes. Large documents need fewer calls.
const longestWarmUp = 15_000;
const rounds = 400 / atOnce;
for (let round = 0; round < rounds && performance.now() < longestWarmUp; round++)
  for (const side of ["bundle", "raw"] as const) await turn(side, 15);

/** Short turns, now the one first, now the other, so that what disturbs one disturbs the other. */
async function inTurns(): Promise<Taken> {
  const taken = { bundle: [] as Turn[], raw: [] as Turn[] };
  for (let round = 0; round < 40; round++) {
    const order = round % 2 === 0 ? (["bundle", "raw"] as const) : (["raw", "bundle"] as const);
    for (const side of order) taken[side].push(await turn(side, atOnce === 1 ? 10 : 1));
  }
  return taken;
}

const { gc } = globalThis;
const measured: Taken | Allocated = gc
  ? { bundle: await allocated("bundle", gc), raw: await allocated("raw", gc) }
  : await inTurns();
process.send?.(measured, () => process.exit());
