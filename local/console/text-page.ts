import { exampleParameters } from "../../functions/samples.ts";
import type { Operation } from "../../shared/operation.ts";
import { accountId, type FunctionConfig } from "../fc/manifest.ts";
import { columns } from "./columns.ts";
import { type ExampleOptions, exampleCalls } from "./example-calls.ts";

export interface PageOptions extends ExampleOptions {
  readonly iceUrl: string;
  /** Whether the timers that are on fire by themselves. */
  readonly timers: boolean;
}

/** What is where in the local cloud, for a terminal of 80 columns. */
export function overview(options: Omit<PageOptions, "now">): string {
  const { url, iceUrl, user, operations, configs, timers } = options;
  return `The local cloud
${columns([
  [url, "API gateway, Function Compute; a console in a browser"],
  [iceUrl, "ICE and STS; /_control sets jobs, faults and the clock"],
])}
${addresses}
The key for all of them: access key ID ${user.accessKeyId}, secret ${user.accessKeySecret}. Clients of others:
${columns(clients(options))}
Operations and their functions
${columns(operations.map(({ name, functionName }) => [name, functionName]))}
Parameters of the documented samples
${columns(operations.filter(isExample).map((operation) => [operation.name, parameters(operation)]))}
${mismatches(operations, configs)}${timerList(configs, timers)}`;
}

/** The overview, and a curl command for each kind of caller. */
export function textPage(options: PageOptions): string {
  return `${overview(options)}
A call for each kind of caller. The signatures are valid for 15 minutes:
curl ${options.url} prints new ones.
${exampleCalls(options)}`;
}

/** The settings of other people's clients, without the key. */
function clients({ url, iceUrl, configs }: Omit<PageOptions, "now">): string[][] {
  const [functionCompute, ice] = [new URL(url).host, new URL(iceUrl).host];
  return [
    ["pop-core", `endpoint: "${iceUrl}", apiVersion: "2020-11-09"`],
    ["  for STS", `endpoint: "${iceUrl}", apiVersion: "2015-04-01"`],
    ["official SDKs", `protocol: "http", endpoint: "${ice}"`],
    ["  for FC 3.0", `protocol: "http", endpoint: "${functionCompute}"`],
    ["@alicloud/fc2", `account "${accountId}", region "${configs[0]?.region ?? ""}",`],
    ["", `endpoint: "${url}"`],
    ["aliyun CLI", `--endpoint ${ice} --insecure`],
    ["  for FC 3.0", `--endpoint ${functionCompute}`],
  ];
}

const isExample = (operation: Operation) => parameters(operation) !== "";

interface RealIcePageOptions extends Pick<PageOptions, "url" | "operations" | "configs" | "timers"> {
  /** Which ICE is called. */
  readonly where: string;
}

/** The same page when the functions call the real ICE, whose jobs are unknown here. */
export function realIceTextPage({ url, where, operations, configs, timers }: RealIcePageOptions): string {
  return `The functions on this machine, which call the real ICE
${columns([
  [url, "everyone who can reach this can read every job"],
  [where, "the real ICE"],
])}
${addresses}
Operations and their functions
${columns(operations.map(({ name, functionName }) => [name, functionName]))}
${mismatches(operations, configs)}${timerList(configs, timers)}
npm run smoke calls all of them; npm run invoke calls one.
`;
}

const parameters = (operation: Operation) =>
  Object.entries(exampleParameters(operation))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");

/** Operations without a resource in s.yaml, which can't be called, and resources without an operation. */
function mismatches(operations: readonly Operation[], configs: readonly FunctionConfig[]): string {
  const deployed = configs.map(({ name }) => name);
  const known = operations.map(({ functionName }) => functionName);
  const rows = [
    ...known
      .filter((name) => !deployed.includes(name))
      .map((name) => [name, "has no resource in s.yaml: add one, or it can't be called"]),
    ...deployed
      .filter((name) => !known.includes(name))
      .map((name) => [name, "is in s.yaml, but no operation in functions/index.ts has this function"]),
  ];
  return rows.length === 0 ? "" : `Problems\n${columns(rows)}\n`;
}

/** The timers of s.yaml, and which of them fire by themselves. */
function timerList(configs: readonly FunctionConfig[], fire: boolean): string {
  const all = configs.flatMap(({ name, triggers }) =>
    triggers
      .filter((trigger) => trigger.triggerType === "timer")
      .map(({ triggerName, triggerConfig }) => ({ path: `${name}/${triggerName}`, ...triggerConfig })),
  );
  const rows = all.map(({ path, cronExpression, enable }) => [path, cronExpression, enable ? "on" : "off"]);
  const anyOn = all.some(({ enable }) => enable);
  return `Timers: ${firing(fire, anyOn)}\n${columns(rows)}`;
}

function firing(fire: boolean, anyOn: boolean): string {
  if (!fire) return "none fire by themselves without --timers";
  return anyOn ? "those that are on fire by themselves" : "all are off; enable: true in s.yaml turns one on";
}

const addresses = `Addresses
${columns([
  ["gateway", "GET|POST /<operation>"],
  ["trigger", "GET|POST /http-triggers/<function>/, signed"],
  ["invoke", "POST /2023-03-30/functions/<function>/invocations, signed"],
  ["2.0", "POST /2016-08-15/services/<any>/functions/<function>/invocations"],
  ["timer", "POST /timers/<function>/<timer> fires it now, on or off"],
])}`;
