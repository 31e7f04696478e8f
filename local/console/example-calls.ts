import { exampleParameters, exampleTime } from "../../functions/samples.ts";
import type { Operation } from "../../shared/operation.ts";
import type { FunctionConfig } from "../fc/manifest.ts";
import { type SigningKey, sha256, signAcs3 } from "../signing/acs3.ts";

export interface ExampleOptions {
  /** URL of the API gateway and Function Compute. */
  readonly url: string;
  /** The key that signs the calls. */
  readonly user: SigningKey;
  readonly operations: readonly Operation[];
  readonly configs: readonly FunctionConfig[];
  readonly now: Date;
}

/** A curl command for each kind of caller: for the first operation that reads one job, and for the first timer. */
export function exampleCalls(options: ExampleOptions): string {
  const operation = options.operations.find(({ kind }) => kind === "job");
  return [...(operation ? operationCalls(operation, options) : []), ...timerCalls(options).slice(0, 1)].join(
    "",
  );
}

function timerCalls({ url, operations, configs }: ExampleOptions): string[] {
  return operations.flatMap((operation) => {
    if (operation.kind === "batch") return [];
    const triggers = configs.find(({ name }) => name === operation.functionName)?.triggers ?? [];
    return triggers
      .filter(({ triggerType }) => triggerType === "timer")
      .map(({ triggerName }) => {
        const address = `${url}/timers/${operation.functionName}/${triggerName}`;
        return curl("a timer", `${address}?time=${exampleTime(operation)}`, {}, "");
      });
  });
}

function operationCalls(operation: Operation, { url, user, now }: ExampleOptions): string[] {
  const { name, functionName } = operation;
  const parameters = exampleParameters(operation);
  const query = new URLSearchParams(parameters);
  const { host } = new URL(url);

  const gateway = `/${name}`;
  const trigger = `/http-triggers/${functionName}/`;
  const invoke = `/2023-03-30/functions/${functionName}/invocations`;
  const event = JSON.stringify(parameters);
  const triggerHeaders = signAcs3(
    { method: "GET", path: trigger, query: [...query], headers: { host }, bodyHash: "" },
    user,
    now,
  );
  const contentType = { "content-type": "application/json" };
  const invokeHeaders = signAcs3(
    { method: "POST", path: invoke, query: [], headers: { host, ...contentType }, bodyHash: sha256(event) },
    user,
    now,
  );
  return [
    curl("the API gateway", `${url}${gateway}?${query}`),
    curl("an HTTP trigger", `${url}${trigger}?${query}`, triggerHeaders),
    curl("InvokeFunction", `${url}${invoke}`, { ...contentType, ...invokeHeaders }, event),
  ];
}

/** @param body of a POST; undefined for a GET */
function curl(
  caller: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): string {
  const options = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`);
  const data = body === undefined ? [] : [`-d '${body}'`];
  return `  # ${caller}\n  ${[`curl '${url}'`, ...options, ...data].join(" \\\n    ")}\n`;
}
