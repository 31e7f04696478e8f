import { randomUUID } from "node:crypto";
import type { Operation } from "../../shared/operation.ts";
import { formatIceTime } from "../../shared/runtime/ice-time.ts";
import { localKey } from "../../shared/runtime/local-key.ts";
import { sha256, signAcs3 } from "../signing/acs3.ts";
import { maskedHeader, shown } from "./mask.ts";
import type { CallAnswer, Via } from "./record.ts";

/** The most bytes of an answer that the page gets. */
const answerBytes = 4 << 20;

interface Call {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body?: string;
  readonly signed: boolean;
}

type Parameters = Readonly<Record<string, string>>;

/** How each way of calling sends parameters: real requests to the addresses that everyone uses. */
const calls: Readonly<Record<Via, (operation: Operation, parameters: Parameters, now: number) => Call>> = {
  gateway: ({ name }, parameters) => ({ ...get(`/${name}`, parameters), signed: false }),
  trigger: ({ functionName }, parameters) => get(`/http-triggers/${functionName}/`, parameters),
  invoke: ({ functionName }, parameters) => invoke(functionName, parameters),
  timer: ({ functionName }, parameters, now) =>
    invoke(functionName, {
      triggerTime: formatIceTime(now),
      triggerName: "console",
      payload: JSON.stringify(parameters),
    }),
  eventbridge: ({ functionName }, parameters, now) =>
    invoke(functionName, {
      id: randomUUID(),
      specversion: "1.0",
      source: "console",
      type: "console:call",
      time: formatIceTime(now),
      datacontenttype: "application/json",
      data: parameters,
    }),
};

const get = (path: string, parameters: Parameters): Call => ({
  method: "GET",
  path,
  query: new URLSearchParams(parameters),
  signed: true,
});

const invoke = (functionName: string, event: unknown): Call => ({
  method: "POST",
  path: `/2023-03-30/functions/${functionName}/invocations`,
  query: new URLSearchParams(),
  body: JSON.stringify(event),
  signed: true,
});

/**
 * Calls a function through the host, as a caller from outside does.
 * @param url of the host
 * @param now milliseconds since the epoch
 */
export function perform(
  url: string,
  operation: Operation,
  via: Via,
  parameters: Parameters,
  now: number,
): Promise<CallAnswer> {
  return send(url, calls[via](operation, parameters, now), now);
}

async function send(url: string, call: Call, now: number): Promise<CallAnswer> {
  const began = performance.now();
  const target = call.query.size > 0 ? `${call.path}?${call.query}` : call.path;
  const response = await fetch(url + target, {
    method: call.method,
    headers: headersOf(call, new URL(url).host, now),
    ...(call.body !== undefined && { body: call.body }),
  });
  const body = Buffer.from(await response.arrayBuffer());
  const { headers } = response;
  const id = headers.get("x-ca-request-id") ?? headers.get("x-fc-request-id");
  return {
    ...(id && { id }),
    status: response.status,
    headers: [...headers].map(([name, value]) => [name, maskedHeader(name, value)] as const),
    body: shown(body, answerBytes),
    milliseconds: Math.round(performance.now() - began),
  };
}

function headersOf({ method, path, query, body, signed }: Call, host: string, now: number) {
  const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  if (!signed) return type;
  const request = {
    method,
    path,
    query: [...query],
    headers: { host, ...type },
    bodyHash: body === undefined ? "" : sha256(body),
  };
  return { ...type, ...signAcs3(request, localKey, new Date(now)) };
}
