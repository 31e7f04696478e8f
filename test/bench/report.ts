import type { Calls } from "./calls.ts";
import type { ColdSide } from "./cold.ts";
import type { Cost } from "./cost.ts";
import type { Machine } from "./machine.ts";
import type { Memory } from "./memory.ts";
import type { Polling } from "./polling.ts";
import type { Size } from "./size.ts";
import { shown, table } from "./table.ts";
import { nameOf, type WarmCase } from "./warm.ts";

export interface Results {
  readonly machine: Machine;
  readonly sizes: readonly Size[];
  readonly cold: readonly ColdSide[];
  /** With an upstream that answers after 15 ms. */
  readonly coldSlow: readonly ColdSide[];
  readonly warm: readonly WarmCase[];
  readonly memory: Memory;
  readonly calls: readonly Calls[];
  readonly polling: readonly Polling[];
  readonly costs: readonly Cost[];
  readonly loadAfterwards: number;
}

/** The results as Markdown. */
export function report(results: Results): string {
  const { cpu, cores, memoryGiB, node, platform, load } = results.machine;
  return [
    `${cpu}, ${cores} cores, ${memoryGiB} GiB; Node.js ${node}, ${platform}; load ${load} before, ${results.loadAfterwards} afterwards.`,
    "Medians, with what one in ten was below and above.",
    section("Cold start", coldRows(results.cold)),
    section("Cold start, with an upstream that answers after 15 ms", coldRows(results.coldSlow)),
    section("Warm invocation", warmRows(results.warm)),
    section("Calls of ICE", callRows(results.calls)),
    section("Polls / seconds late, by the job's length in seconds", pollingRows(results.polling)),
    section("What it takes, in the platform's units", costRows(results.costs)),
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
  all.map((each) => ({
    document: nameOf(each),
    "invocation, µs": shown(each.bundle, 0),
    "raw pop-core, µs": shown(each.raw, 0),
    "× raw": shown(each.ratio),
    "CPU, × raw": (each.cpu.bundle / each.cpu.raw).toFixed(2),
    "kB allocated, and raw": `${(each.allocated.bundle / 1000).toFixed(0)}, ${(each.allocated.raw / 1000).toFixed(0)}`,
  }));

function pollingRows(all: readonly Polling[]) {
  const waiters = [...new Set(all.map(({ waiter }) => waiter))];
  return waiters.map((waiter) => ({
    waiter,
    ...Object.fromEntries(
      all
        .filter((each) => each.waiter === waiter)
        .map(({ lengthSeconds, polls, lateSeconds }) => [
          `${lengthSeconds} s`,
          `${polls.toFixed(0)} / ${lateSeconds.toFixed(1)}`,
        ]),
    ),
  }));
}

const costRows = (all: readonly Cost[]) =>
  all.map(({ work, invocations, vcpuSeconds, gbSeconds, transitions, calls }) => ({
    work,
    invocations: rounded(invocations),
    vCPU·s: rounded(vcpuSeconds),
    GB·s: rounded(gbSeconds),
    "CloudFlow transitions": rounded(transitions),
    "calls of ICE": rounded(calls),
  }));

/** Three digits say all that there is to say. */
const rounded = (value: number) => Number(value.toPrecision(3)).toLocaleString("en");

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
