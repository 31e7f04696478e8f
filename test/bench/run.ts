import { mkdirSync, writeFileSync } from "node:fs";
import { makeCertificate } from "../support/wire/certificate.ts";
import { countCalls } from "./calls.ts";
import { cases } from "./cases.ts";
import { measureCold } from "./cold.ts";
import { measureDetection } from "./detection.ts";
import { isBusy, machine } from "./machine.ts";
import { measureMemory } from "./memory.ts";
import { report } from "./report.ts";
import { measureSizes } from "./size.ts";
import { startUpstream } from "./upstream.ts";
import { measureWarm } from "./warm.ts";

/** Measures everything, prints it as tables and writes it to dist/bench.json. Loopback only. */

const before = machine();
if (isBusy(before)) {
  console.error(`This machine is busy (load ${before.load} on ${before.cores} cores): figures will be wide.`);
}
const sizes = await measureSizes();
const certificate = makeCertificate();
const upstream = await startUpstream(certificate);
try {
  const results = {
    machine: before,
    sizes,
    cold: measureCold(cases["compact sample"], upstream.https, certificate.certificateFile),
    warm: await measureWarm(upstream.http),
    memory: measureMemory(upstream.http),
    calls: await countCalls(),
    detection: await measureDetection(),
    loadAfterwards: machine().load,
  };
  const folder = new URL("../../dist/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("bench.json", folder), `${JSON.stringify(results, null, 2)}\n`);
  console.log(report(results));
} finally {
  upstream.stop();
  certificate.remove();
}
