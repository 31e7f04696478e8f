import { fileURLToPath } from "node:url";
import { type Command, InvalidArgumentError } from "commander";
import { UsageError } from "../client/usage-error.ts";
import { operations } from "../functions/index.ts";
import { packageRoot } from "../functions/package-root.ts";
import { type Reloadable, startCloud, startWithRealIce } from "../local/cloud.ts";
import { columns } from "../local/console/columns.ts";
import { openapi } from "../tools/deploy/openapi.ts";
import { buildFunctions, inCheckout } from "./lib/checkout.ts";
import { action, newCommand } from "./lib/command.ts";
import { consoleTexts } from "./lib/console-texts.ts";
import { endWithNpm } from "./lib/end-with-npm.ts";
import { environment, readPort } from "./lib/environment.ts";
import { type ExitCode, exitCodes } from "./lib/exit-code.ts";
import { logText } from "./lib/log-text.ts";
import { onOption, type Place } from "./lib/place.ts";
import { printError } from "./lib/print.ts";
import { realIceFromEnvironment } from "./lib/real-ice.ts";
import { terminalOf } from "./lib/terminal.ts";
import { watchFiles } from "./lib/watch-files.ts";

const environmentHelp = `
Environment:
${columns([
  ["PORT", "port of the API gateway and Function Compute; 9000 by default, 0 for a free one"],
  ["ICE_PORT", "port of ICE and STS; 9001 by default, 0 for a free one"],
])}
Environment for --on ice:
${columns([
  ["ALIBABA_CLOUD_REGION", "the region whose ICE is called; or REGION"],
  ["ALIBABA_CLOUD_ACCESS_KEY_ID", "an AccessKey, or that of an STS session"],
  ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "its secret"],
  ["ALIBABA_CLOUD_SECURITY_TOKEN", "of an STS key, which works until it expires"],
  [
    "ALIBABA_CLOUD_ROLE_ARN",
    "without a token: the role that the AccessKey assumes, again before a session ends",
  ],
  ["STS_ENDPOINT", "the STS that is called; by default the region's public one"],
])}  The functions' own variables work, too: ICE_ENDPOINT, ICE_NETWORK,
  ICE_TIMEOUT_MS, ICE_MAX_ATTEMPTS, LOG_LEVEL.
  After the start, every operation is asked once for a job that does not exist.
  What is wrong with key, role, region or network is printed, and the functions
  run on.`;

export function makeCommand(name: string): Command {
  return newCommand(name)
    .description(
      "Runs the functions in the local cloud, until Ctrl-C. In a checkout it builds them first if a source has changed.",
    )
    .option("--timers", "let the timers that are on in s.yaml fire by themselves")
    .option("--instances <n>", "the most instances of a function that work at once; 20 by default", readCount)
    .option("--watch", "after a change of a source file or of s.yaml, build and reload (in a checkout)")
    .option("--invoke-as-http", "let InvokeFunction reach functions with an HTTP trigger as an HTTP event")
    .option("--no-notifications", "let the local ICE send no notification when a scripted job ends")
    .addOption(onOption(["local", "ice"]))
    .addHelpText("after", environmentHelp)
    .action(action(start));
}

function readCount(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number from 1 to 9999.");
}

interface Options {
  readonly timers?: boolean;
  readonly watch?: boolean;
  readonly instances?: number;
  readonly invokeAsHttp?: boolean;
  readonly notifications: boolean;
  readonly on: Place;
}

async function start({
  timers = false,
  watch = false,
  instances,
  invokeAsHttp = false,
  notifications,
  on,
}: Options): Promise<ExitCode> {
  if (watch && !inCheckout) throw new UsageError("--watch needs a checkout of the project.");
  endWithNpm();
  const port = readPort(environment, "PORT", { fallback: 9000, least: 0 });
  const icePort = readPort(environment, "ICE_PORT", { fallback: 9001, least: 0 });
  const realIce = on === "ice" ? realIceFromEnvironment(environment) : undefined;
  await buildFunctions();
  const terminal = terminalOf(process.stdout);
  const options = {
    port,
    timers,
    ...(instances !== undefined && { instances }),
    invokeAsHttp,
    ...(terminal && { log: (name: string, line: string) => console.log(logText(name, line, terminal)) }),
    texts: consoleTexts,
    openapi: JSON.stringify(openapi(operations), null, 2),
  };
  const starting = realIce
    ? startWithRealIce({ ...options, ...realIce })
    : startCloud({ ...options, icePort, notifications });
  const cloud = await starting.catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    const variable = !realIce && error.port === icePort ? "ICE_PORT" : "PORT";
    throw new UsageError(
      `Port ${error.port} is in use. Set ${variable} to another port, or to 0 for a free one.`,
    );
  });
  const stopWatching = watch ? watchSources(cloud) : () => {};
  const close = () => {
    stopWatching();
    void cloud.close();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, close);
  const text = terminal
    ? `${cloud.overview}\ncurl ${cloud.url} prints a call for each kind of caller.`
    : await (await fetch(cloud.url)).text();
  console.log(`${text}\nCtrl-C stops the cloud. The functions' log follows.`);
  if (realIce) void printCheck(realIce.region);
  return exitCodes.answered;
}

/** Builds and reloads after each change, and says so. What is wrong is told, and the functions stay as they were. */
function watchSources(cloud: Reloadable): () => void {
  const paths = ["functions", "shared", "s.yaml"].map((path) => fileURLToPath(new URL(path, packageRoot)));
  return watchFiles(paths, async () => {
    try {
      await buildFunctions();
      cloud.reload();
      console.log("✓ Built and reloaded.");
    } catch (error) {
      console.error(`✕ Not reloaded; the functions stay as they were. ${(error as Error).message}`);
    }
  });
}

/** Says what is wrong with the way to the real ICE, or that it works. */
async function printCheck(region: string): Promise<void> {
  // Loaded here: only this place needs the handlers, and they take time to load.
  const { checkIce } = await import("./lib/check-ice.ts");
  const wrong = await checkIce(region, environment);
  for (const text of wrong) printError(`✕ ${text.replaceAll("\n", "\n  ")}\n`);
  if (wrong.length === 0) console.log(`✓ Key, role and region work: ICE answers in ${region}.`);
}
