import { type ForkOptions, fork } from "node:child_process";
import { once } from "node:events";
import type { CaseName } from "./cases.ts";
import { here } from "./invocation.ts";
import { ratioOf, type Spread, spreadOf } from "./statistics.ts";
import type { Measured, Side, Turn } from "./warm-worker.ts";

export interface WarmCase {
  readonly document: CaseName;
  readonly trigger: "direct" | "http";
  /** Invocations at once. */
  readonly together: number;
  /** Whether the result is made into the bytes that a runtime sends. */
  readonly asBytes: boolean;
  /** Microseconds of a call. */
  readonly bundle: Spread;
  readonly raw: Spread;
  readonly ratio: Spread;
  /** The same of CPU time, in microseconds of a call. */
  readonly cpu: { readonly bundle: number; readonly raw: number };
  /** Bytes that a call allocates. */
  readonly allocated: { readonly bundle: number; readonly raw: number };
}

/** A row's name, such as `compact sample, 10 at once`. */
export function nameOf({ document, trigger, together, asBytes }: Comparison): string {
  const parts: readonly (string | false)[] = [
    document,
    trigger === "http" && "HTTP with ETag",
    together > 1 && `${together} at once`,
    asBytes && "as bytes",
  ];
  return parts.filter(Boolean).join(", ");
}

type Comparison = Pick<WarmCase, "document" | "trigger" | "together" | "asBytes">;

const alone = { trigger: "direct", together: 1, asBytes: false } as const;

const comparisons: readonly Comparison[] = [
  { ...alone, document: "documented sample" },
  { ...alone, document: "compact sample" },
  { ...alone, document: "compact sample", trigger: "http" },
  { ...alone, document: "100 jobs" },
  { ...alone, document: "100 jobs", asBytes: true },
  { ...alone, document: "100 assets" },
  { ...alone, document: "100 assets", asBytes: true },
  { ...alone, document: "55 bytes" },
  { ...alone, document: "compact sample", together: 10 },
  { ...alone, document: "compact sample", together: 100 },
];

/** V8 compiles each process in its own way, which moves a ratio by some 0.04. */
const processes = 3;

/** Whole invocations of a warm instance against raw pop-core calls, over kept-alive connections without TLS. */
export async function measureWarm(endpoint: string): Promise<WarmCase[]> {
  const measured: WarmCase[] = [];
  for (const comparison of comparisons) {
    const all: Measured[] = [];
    for (let run = 0; run < processes; run++) all.push(await inOneProcess(endpoint, comparison));
    const of = (side: Side, what: keyof Turn) =>
      all.flatMap(({ taken }) => taken[side].map((turn) => turn[what]));
    const bytes = (side: Side) => spreadOf(all.map((each) => each.bytes[side])).median;
    measured.push({
      ...comparison,
      bundle: spreadOf(of("bundle", "wall")),
      raw: spreadOf(of("raw", "wall")),
      ratio: ratioOf(of("bundle", "wall"), of("raw", "wall")),
      cpu: { bundle: spreadOf(of("bundle", "cpu")).median, raw: spreadOf(of("raw", "cpu")).median },
      allocated: { bundle: bytes("bundle"), raw: bytes("raw") },
    });
  }
  return measured;
}

async function inOneProcess(
  endpoint: string,
  { document, trigger, together, asBytes }: Comparison,
): Promise<Measured> {
  const options: ForkOptions = { stdio: ["ignore", "ignore", "inherit", "ipc"] };
  const given = [endpoint, document, trigger, String(together), String(asBytes)];
  const worker = fork(here("warm-worker.ts"), given, options);
  const [measured] = await once(worker, "message", { signal: AbortSignal.timeout(120_000) });
  return measured;
}
