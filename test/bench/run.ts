import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { makeCertificate } from "../support/wire/certificate.ts";
import { countCalls } from "./calls.ts";
import { cases } from "./cases.ts";
import { drawCharts } from "./charts.ts";
import { fewSides, measureCold } from "./cold.ts";
import { costs } from "./cost.ts";
import { isBusy, machine } from "./machine.ts";
import { measureMemory } from "./memory.ts";
import { measurePolling } from "./polling.ts";
import { report } from "./report.ts";
import { measureSizes } from "./size.ts";
import { startUpstream } from "./upstream.ts";
import { measureWarm } from "./warm.ts";

const help = `npm run bench -- [--charts] [--help]

Measures bundles, cold and warm invocations, polling and memory on loopback, for about five minutes. Prints tables and
writes dist/bench.json.

  --charts   draw the charts of docs/performance.md from dist/bench.json, and measure nothing
  --help     show this
`;

const results = new URL("../../dist/bench.json", import.meta.url);
const args = process.argv.slice(2);

if (args.includes("--help")) process.stdout.write(help);
else if (args.includes("--charts")) drawCharts(JSON.parse(readFileSync(results, "utf8")));
else if (args.length > 0) {
  console.error(`${args[0]} is not an option.\n\n${help}`);
  process.exitCode = 2;
} else await measure();

/** Measures everything, prints it as tables and writes it to dist/bench.json. Loopback only. */
async function measure(): Promise<void> {
  const before = machine();
  if (isBusy(before))
    console.error(
      `This machine is busy (load ${before.load} on ${before.cores} cores): figures will be wide.`,
    );
  const sizes = await measureSizes();
  const certificate = makeCertificate();
  const { certificateFile } = certificate;
  const upstream = await startUpstream(certificate);
  try {
    const sample = cases["compact sample"];
    const cold = measureCold(sample, upstream.https, certificateFile);
    const coldSlow = measureCold(sample, upstream.slow, certificateFile, fewSides);
    const warm = await measureWarm(upstream.http);
    const polling = await measurePolling();
    const measured = {
      machine: before,
      sizes,
      cold,
      coldSlow,
      warm,
      memory: measureMemory(upstream.http),
      calls: await countCalls(),
      polling,
      costs: costs(warm, polling),
      loadAfterwards: machine().load,
    };
    mkdirSync(new URL("./", results), { recursive: true });
    writeFileSync(results, `${JSON.stringify(measured, null, 2)}\n`);
    console.log(report(measured));
  } finally {
    upstream.stop();
    certificate.remove();
  }
}
