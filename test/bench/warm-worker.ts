import { createRequire } from "node:module";
import RPCClient from "@alicloud/pop-core/lib/rpc.js";
import { type Case, type CaseName, cases } from "./cases.ts";
import { bundleOf, context } from "./invocation.ts";

/**
 * Both sides of one warm comparison, in a process of their own: whole invocations of a bundle, its log line written to
 * this process's standard output, and raw calls of pop-core, unmodified.
 */

const [endpoint = "", name = "", trigger] = process.argv.slice(2);
const { operation, functionName, parameters }: Case = cases[name as CaseName];

process.env.ICE_ENDPOINT = endpoint;
const { handler } = createRequire(import.meta.url)(bundleOf(functionName));
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

/** Microseconds a run, `runs` of them one after the other. */
async function timed(run: () => Promise<unknown>, runs: number): Promise<number> {
  const start = process.hrtime.bigint();
  for (let i = 0; i < runs; i++) await run();
  return Number(process.hrtime.bigint() - start) / 1000 / runs;
}

// Until the compiler is done with both; and then in short turns, now the one first, now the other, so that what disturbs
// one disturbs the other.
for (let round = 0; round < 40; round++) for (const side of Object.values(sides)) await timed(side, 15);
const taken = { bundle: [] as number[], raw: [] as number[] };
for (let round = 0; round < 120; round++) {
  const order = round % 2 === 0 ? (["bundle", "raw"] as const) : (["raw", "bundle"] as const);
  for (const side of order) taken[side].push(await timed(sides[side], 10));
}
process.send?.(taken, () => process.exit());
