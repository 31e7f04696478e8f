import { createRequire } from "node:module";
import type { Cloud } from "../../../local/cloud.ts";
import { signAcs3 } from "../../../local/signing/acs3.ts";
import type { Document, Operation } from "../../../shared/operation.ts";
import { cloudEvent } from "../unit/events.ts";

const FC = createRequire(import.meta.url)("@alicloud/fc2");

/** What a caller of a function got: an answer, or the problem document of an error. */
export interface Got {
  readonly error: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into an answer at any depth.
  readonly document: any;
  /** Function Compute's; undefined where the function has not answered. */
  readonly requestId: string | undefined;
}

type Call = (cloud: Cloud, operation: Operation, parameters: Document) => Promise<Got>;

/** Every way to a function, over the wire. */
export const callers: Readonly<Record<string, Call>> = {
  "the API gateway, by query": ({ url }, { name }, parameters) => http(`${url}/${name}?${query(parameters)}`),

  "the API gateway, by JSON": ({ url }, { name }, parameters) =>
    http(`${url}/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(parameters),
    }),

  "a signed HTTP trigger": ({ url, user }, { functionName }, parameters) => {
    const path = `/http-triggers/${functionName}/`;
    const headers = { host: new URL(url).host };
    const pairs = [...query(parameters)];
    const signed = signAcs3({ method: "GET", path, query: pairs, headers, bodyHash: "" }, user, new Date());
    return http(`${url}${path}?${query(parameters)}`, { headers: signed });
  },

  "InvokeFunction of 3.0": (cloud, { functionName }, parameters) => invoke3(cloud, functionName, parameters),

  "InvokeFunction of 2.0": async (cloud, { functionName }, parameters) =>
    direct(await client(cloud).invokeFunction("any", functionName, JSON.stringify(parameters))),

  "a timer": (cloud, { functionName }, parameters) =>
    invoke3(cloud, functionName, {
      triggerTime: "2024-01-01T00:00:00Z",
      triggerName: "any",
      payload: JSON.stringify(parameters),
    }),

  EventBridge: (cloud, { functionName }, parameters) => invoke3(cloud, functionName, cloudEvent(parameters)),
};

async function http(url: string, init: RequestInit = {}): Promise<Got> {
  const response = await fetch(url, init);
  const error = response.headers.get("content-type") === "application/problem+json";
  const requestId = response.headers.get("x-request-id") ?? undefined;
  return { error, document: await response.json(), requestId };
}

const query = (parameters: Document) =>
  new URLSearchParams(
    Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]),
  );

const client = ({ url, user }: Cloud) =>
  new FC("1000000000000001", {
    accessKeyID: user.accessKeyId,
    accessKeySecret: user.accessKeySecret,
    region: "cn-shanghai",
    endpoint: url,
  });

/** InvokeFunction of 3.0, with any event. */
export async function invoke3(cloud: Cloud, functionName: string, event: unknown): Promise<Got> {
  const fc = Object.assign(client(cloud), { version: "2023-03-30" });
  return direct(await fc.post(`/functions/${functionName}/invocations`, JSON.stringify(event)));
}

/** A function's error is told by a header; its message is the problem document. */
function direct({ data, headers }: { data: unknown; headers: Record<string, string> }): Got {
  const requestId = headers["x-fc-request-id"];
  if (!headers["x-fc-error-type"]) return { error: false, document: JSON.parse(data as string), requestId };
  return { error: true, document: JSON.parse((data as { errorMessage: string }).errorMessage), requestId };
}
