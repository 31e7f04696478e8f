import type { Calls } from "./calls.ts";
import type { ColdSide } from "./cold.ts";
import type { Detection } from "./detection.ts";
import type { Machine } from "./machine.ts";
import type { Memory } from "./memory.ts";
import type { Size } from "./size.ts";
import { shown, table } from "./table.ts";
import type { WarmCase } from "./warm.ts";

export interface Results {
  readonly machine: Machine;
  readonly sizes: readonly Size[];
  readonly cold: readonly ColdSide[];
  readonly warm: readonly WarmCase[];
  readonly memory: Memory;
  readonly calls: readonly Calls[];
  readonly detection: readonly Detection[];
  readonly loadAfterwards: number;
}

/** The results as Markdown. */
export function report(results: Results): string {
  const { cpu, cores, memoryGiB, node, platform, load } = results.machine;
  return [
    `${cpu}, ${cores} cores, ${memoryGiB} GiB; Node.js ${node}, ${platform}; load ${load} before, ${results.loadAfterwards} afterwards.`,
    "Medians, with what one in ten was below and above.",
    section("Cold start", coldRows(results.cold)),
    section("Warm invocation", warmRows(results.warm)),
    section("Calls of ICE", callRows(results.calls)),
    section("Looks / seconds late, by the job's length", detectionRows(results.detection)),
    section("Bytes of a bundle", sizeRows(results.sizes)),
    section("Memory of an instance, MiB", memoryRows(results.memory)),
  ].join("\n\n");
}

const section = (title: string, rows: Parameters<typeof table>[0]) => `## ${title}\n\n${table(rows)}`;

const coldRows = (sides: readonly ColdSide[]) =>
  sides.map(({ side, milliseconds, ratio, builtIn, files }) => ({
    side,
    ms: shown(milliseconds, 1),
    "× bare": shown(ratio),
    "built-in modules": builtIn,
    files,
  }));

const warmRows = (all: readonly WarmCase[]) =>
  all.map(({ document, trigger, bundle, raw, ratio }) => ({
    document: trigger === "http" ? `${document}, HTTP with ETag` : document,
    "invocation, µs": shown(bundle, 0),
    "raw pop-core, µs": shown(raw, 0),
    "× raw": shown(ratio),
  }));

function detectionRows(all: readonly Detection[]) {
  const waiters = [...new Set(all.map(({ waiter }) => waiter))];
  const lengths = [...new Set(all.map(({ lengthSeconds }) => lengthSeconds))];
  const cell = (waiter: string, length: number) => {
    const found = all.find((each) => each.waiter === waiter && each.lengthSeconds === length) as Detection;
    return `${found.looks.toFixed(0)} / ${found.lateSeconds.toFixed(1)}`;
  };
  return lengths.map((length) => ({
    "job, s": length,
    ...Object.fromEntries(waiters.map((waiter) => [waiter, cell(waiter, length)])),
  }));
}

const callRows = (all: readonly Calls[]) =>
  all.map(({ work, calls, oneByOne }) => ({ work, calls, "one by one": oneByOne }));

const sizeRows = (sizes: readonly Size[]) =>
  sizes.map(({ functionName, bytes, own, zod, popCore }) => ({
    function: functionName,
    bytes,
    own,
    zod,
    "pop-core and httpx": popCore,
  }));

function memoryRows(memory: Memory) {
  const row = (of: string, heap: string, resident: number | string) => ({ of, heap, resident });
  const {
    heapAtRestMiB,
    residentAtRestMiB,
    residentAtPeakMiB,
    residentBareMiB,
    heapAfterwardsMiB,
    answerMB,
  } = memory;
  return [
    row("Node.js alone", "", Math.round(residentBareMiB)),
    row("an instance at rest", heapAtRestMiB.toFixed(1), Math.round(residentAtRestMiB)),
    row(`at its peak, on an answer of ${answerMB.toFixed(1)} MB`, "", Math.round(residentAtPeakMiB)),
    row("at rest after that", heapAfterwardsMiB.toFixed(1), ""),
  ];
}
