import { parseArgs } from "node:util";
import { build } from "../../tools/build/build.ts";
import { streamConsole } from "./console.ts";
import { report } from "./report.ts";
import { soak } from "./soak.ts";

const usage = `npm run soak -- [--seconds 60] [--seed 1]

Builds the functions and asks them in the cloud on this machine, in every way and everything in turn, while one in ten
requests to ICE goes wrong. Then it
opens the console in a browser and streams 2,000 invocations into it. Ends with 1 if a call was lost, if callers, log and
ICE tell different things, or if more than 5 in 100 frames of the console take 50 ms or longer.

  --seconds   how long, 60 by default
  --seed      of the faults, 1 by default
  --help      show this`;

/** Milliseconds, for 95 of 100 frames. */
const longestFrameAllowed = 50;

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "60" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const seconds = whole("seconds", values.seconds);
  const seed = whole("seed", values.seed);
  await build();
  const soaked = await soak({ seconds, seed });
  console.log(report(soaked, seconds));
  const { invocations, frameP95, longestFrame, counted } = await streamConsole();
  console.log(
    `Console: ${invocations} invocations streamed, the page counts ${counted}; 95 % of the frames within ${frameP95} ms, the longest ${longestFrame} ms.`,
  );
  return soaked.differences.length > 0 || frameP95 >= longestFrameAllowed ? 1 : 0;
}

/** @throws an Error that names the option */
function whole(name: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Error(`--${name} is "${text}": it has to be a whole number, 1 or more.`);
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
