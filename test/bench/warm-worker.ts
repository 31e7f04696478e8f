import { createRequire } from "node:module";
import RPCClient from "@alicloud/pop-core/lib/rpc.js";
import { type Case, cases } from "./cases.ts";
import { bundleOf, context } from "./invocation.ts";

/**
 * Both sides of the warm comparison, in one process: whole invocations of a bundle, its log line written to this
 * process's standard output, and raw calls of pop-core, unmodified.
 */

const endpoint = process.argv[2] as string;
process.env.ICE_ENDPOINT = endpoint;
const require = createRequire(import.meta.url);
const client = new RPCClient({ endpoint, apiVersion: "2020-11-09", ...context.credentials });

/** Microseconds a run, `runs` of them one after the other. */
async function timed(run: () => Promise<unknown>, runs: number): Promise<number> {
  const start = process.hrtime.bigint();
  for (let i = 0; i < runs; i++) await run();
  return Number(process.hrtime.bigint() - start) / 1000 / runs;
}

const httpEvent = (parameters: Case["parameters"]) => ({
  version: "v1",
  rawPath: "/",
  headers: { Accept: "*/*", Host: "example.cn-shanghai.fcapp.run" },
  queryParameters: parameters,
  requestContext: { requestId: context.requestId, http: { method: "GET", path: "/" } },
});

async function compare({ operation, functionName, parameters }: Case, event: unknown) {
  const { handler } = require(bundleOf(functionName));
  const bytes = Buffer.from(JSON.stringify(event));
  const sides = {
    bundle: () => handler(bytes, context),
    raw: () => client.request(operation, { ...parameters }, { method: "POST" }),
  };
  // Until the compiler is done with both, and then in short turns, so that what disturbs one disturbs the other.
  for (let round = 0; round < 40; round++) for (const side of Object.values(sides)) await timed(side, 15);
  const taken = { bundle: [] as number[], raw: [] as number[] };
  for (let round = 0; round < 100; round++) {
    taken.bundle.push(await timed(sides.bundle, 10));
    taken.raw.push(await timed(sides.raw, 10));
  }
  return taken;
}

const { sample, "100 jobs": jobs, "100 assets": assets, "55 bytes": tiny } = cases;
process.send?.({
  sample: await compare(sample, sample.parameters),
  "sample, HTTP trigger with ETag": await compare(sample, httpEvent(sample.parameters)),
  "100 jobs": await compare(jobs, jobs.parameters),
  "100 assets": await compare(assets, assets.parameters),
  "55 bytes": await compare(tiny, tiny.parameters),
});
process.disconnect?.();
process.exit();
