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
    section(
      "Calls of ICE",
      results.calls.map((each) => ({ ...each })),
    ),
    section("Looks / seconds late, by the job's length", detectionRows(results.detection)),
    section(
      "Bytes",
      results.sizes.map((each) => ({ ...each })),
    ),
    section("Memory, MiB", [memoryRow(results.memory)]),
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

function memoryRow(memory: Memory): Record<string, number> {
  return Object.fromEntries(Object.entries(memory).map(([name, value]) => [name, Math.round(value)]));
}
