import { spawnSync } from "node:child_process";
import type { Case } from "./cases.ts";
import { bundleOf, context, here } from "./invocation.ts";
import { ratioOf, type Spread, spreadOf } from "./statistics.ts";

const samples = 40;

/** The bundle, and who else makes the same call, the bare program first. */
const sides = {
  "bare node:https": here("cold/bare.cjs"),
  bundle: bundleOf("get-media-convert-job"),
  "pop-core + zod, unbundled": here("cold/pop-core.cjs"),
  "@alicloud/openapi-client": here("cold/openapi-client.cjs"),
};

export interface ColdSide {
  readonly side: string;
  readonly milliseconds: Spread;
  /** Of the bare program's time. */
  readonly ratio: Spread;
  /** Modules that Node brings, and files, loaded by the call. */
  readonly builtIn: number;
  readonly files: number;
}

/** The sides that are measured beside a slow upstream. */
export const fewSides = ["bare node:https", "bundle"];

interface Sample {
  readonly milliseconds: number;
  readonly builtIn: number;
  readonly files: number;
}

/** Cold starts, each in a process of its own, one side after the other, over and over. */
export function measureCold(
  { parameters }: Case,
  endpoint: string,
  certificateFile: string,
  names: readonly string[] = Object.keys(sides),
): ColdSide[] {
  const start = (file: string): Sample => {
    const options = [here("cold/run.cjs"), file, JSON.stringify(parameters), JSON.stringify(context)];
    const { status, stderr } = spawnSync(process.execPath, options, {
      env: { PATH: process.env.PATH, ICE_ENDPOINT: endpoint, NODE_EXTRA_CA_CERTS: certificateFile },
      encoding: "utf8",
      timeout: 20_000,
    });
    if (status !== 0) throw new Error(`${file} failed: ${stderr}`);
    return JSON.parse(stderr);
  };
  const wanted = Object.entries(sides).filter(([side]) => names.includes(side));
  const taken = wanted.map(([side, file]) => ({ side, file, all: [] as Sample[] }));
  for (let round = 0; round < samples; round++) for (const { file, all } of taken) all.push(start(file));

  const times = ({ all }: { all: readonly Sample[] }) => all.map(({ milliseconds }) => milliseconds);
  const [bare] = taken as [(typeof taken)[number]];
  return taken.map((each) => ({
    side: each.side,
    milliseconds: spreadOf(times(each)),
    ratio: ratioOf(times(each), times(bare)),
    builtIn: spreadOf(each.all.map(({ builtIn }) => builtIn)).median,
    files: spreadOf(each.all.map(({ files }) => files)).median,
  }));
}
