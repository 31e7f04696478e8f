import { exampleParameters } from "../../functions/samples.ts";
import type { FunctionConfig } from "../../local/fc/manifest.ts";
import type { Operation } from "../../shared/operation.ts";
import { type ExampleOptions, exampleCalls } from "./example-calls.ts";
import { table } from "./table.ts";

export interface PageOptions extends ExampleOptions {
  readonly iceUrl: string;
  /** Whether the timers that are on fire at their times. */
  readonly timers: boolean;
}

/** What is where in the cloud on this machine, and a call for each caller to paste into a shell. */
export function page(options: PageOptions): string {
  const { url, iceUrl, operations, configs, timers } = options;
  return `The cloud on one machine
${table([
  [url, "API gateway and Function Compute"],
  [iceUrl, "ICE and STS; under /_control their jobs, assets, faults, clock and request log"],
])}
${addresses}
Operations, their functions, and parameters that the documented samples answer
${table(operations.map((operation) => [operation.name, operation.functionName, parameters(operation)]))}
${timerList(configs, timers)}
A call for each caller, signed for the next 15 minutes; curl ${url} signs anew
${exampleCalls(options)}`;
}

interface RealIcePageOptions extends Pick<PageOptions, "url" | "operations" | "configs" | "timers"> {
  /** Which ICE is asked. */
  readonly where: string;
}

/** The same where the real ICE is behind the functions: nobody here knows a job of it. */
export function realIcePage({ url, where, operations, configs, timers }: RealIcePageOptions): string {
  return `The functions on this machine, with the real ICE behind them
${table([
  [url, "API gateway and Function Compute: whoever reaches it reads every job of the account"],
  [where, "the real ICE"],
])}
${addresses}
Operations and their functions
${table(operations.map(({ name, functionName }) => [name, functionName]))}
${timerList(configs, timers)}
npm run smoke calls them all; npm run invoke calls one.
`;
}

const parameters = (operation: Operation) =>
  Object.entries(exampleParameters(operation))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");

/** The timers of s.yaml, and whether any of them fires by itself. */
function timerList(configs: readonly FunctionConfig[], fire: boolean): string {
  const all = configs.flatMap(({ name, triggers }) =>
    triggers
      .filter((trigger) => trigger.triggerType === "timer")
      .map(({ triggerName, triggerConfig }) => ({ path: `${name}/${triggerName}`, ...triggerConfig })),
  );
  const rows = all.map(({ path, cronExpression, enable }) => [path, cronExpression, enable ? "on" : "off"]);
  const anyOn = all.some(({ enable }) => enable);
  return `Timers: ${whichFire(fire, anyOn)}\n${table(rows)}`;
}

function whichFire(fire: boolean, anyOn: boolean): string {
  if (!fire) return "none fires by itself without --timers";
  return anyOn ? "those that are on fire at their times" : "none is on; enable: true in s.yaml turns one on";
}

const addresses = `Addresses
${table([
  ["GET|POST /<operation>", "the API gateway"],
  ["GET|POST /http-triggers/<function>/", "a function's HTTP trigger, signed with ACS3"],
  ["POST /2023-03-30/functions/<function>/invocations", "InvokeFunction, signed"],
  ["POST /2016-08-15/services/<any>/functions/<function>/invocations", "InvokeFunction of 2.0, signed"],
  ["POST /timers/<function>/<timer>", "fires a timer, on or off"],
])}`;
