import { table } from "../client/table.ts";
import type { Operation } from "../shared/operation.ts";
import { type ExampleOptions, exampleCalls } from "./example-calls.ts";
import { exampleParameters } from "./examples.ts";
import type { FunctionConfig } from "./manifest.ts";

export interface PageOptions extends ExampleOptions {
  readonly iceUrl: string;
}

/** What is where in the cloud on this machine, and a call for each caller to paste into a shell. */
export function page(options: PageOptions): string {
  const { url, iceUrl, operations, configs } = options;
  return `The cloud on one machine
${table([
  [url, "API gateway and Function Compute"],
  [iceUrl, "ICE and STS; under /_control their jobs, assets, faults, clock and request log"],
])}
${addresses}
Operations, their functions, and parameters that the documented samples answer
${table(operations.map((operation) => [operation.name, operation.functionName, parameters(operation)]))}
Timers
${table(configs.flatMap(timerRows))}
A call for each caller, signed for the next 15 minutes; curl ${url} signs anew
${exampleCalls(options)}`;
}

/** The same where the real ICE is behind the functions: nobody here knows a job of it. */
export function realIcePage(url: string, where: string, operations: readonly Operation[]): string {
  return `The functions on this machine, with the real ICE behind them
${table([
  [url, "API gateway and Function Compute: whoever reaches it reads every job of the account"],
  [where, "the real ICE"],
])}
${addresses}
Operations and their functions
${table(operations.map(({ name, functionName }) => [name, functionName]))}
npm run smoke calls them all; npm run invoke calls one.
`;
}

const parameters = (operation: Operation) =>
  Object.entries(exampleParameters(operation))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");

const timerRows = ({ name, triggers }: FunctionConfig) =>
  triggers
    .filter((trigger) => trigger.triggerType === "timer")
    .map(({ triggerName, triggerConfig: { cronExpression, enable } }) => [
      `${name}/${triggerName}`,
      cronExpression,
      enable ? "on" : "off",
    ]);

const addresses = `Addresses
${table([
  ["GET|POST /<operation>", "the API gateway"],
  ["GET|POST /http-triggers/<function>/", "a function's HTTP trigger, signed with ACS3"],
  ["POST /2023-03-30/functions/<function>/invocations", "InvokeFunction, signed"],
  ["POST /2016-08-15/services/<any>/functions/<function>/invocations", "InvokeFunction of 2.0, signed"],
  ["POST /timers/<function>/<timer>", "fires a timer, on or off"],
])}`;
