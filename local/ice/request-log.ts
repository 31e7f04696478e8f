import type { LoggedRequest } from "./logged-request.ts";

export type { LoggedRequest } from "./logged-request.ts";

import type { RpcCall } from "./rpc-call.ts";

/** The last requests, the oldest first. */
export interface RequestLog {
  add(call: RpcCall, time: number, fault: string | undefined): void;
  readonly entries: readonly LoggedRequest[];
  /** Removes and returns all requests. */
  drain(): readonly LoggedRequest[];
}

const limit = 10_000;

export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  return {
    entries,
    add({ version, action, method, signed, parameters }, time, fault) {
      entries.push({
        time: new Date(time).toISOString(),
        version,
        operation: action,
        method,
        scheme: signed.scheme,
        accessKeyId: mask(signed.accessKeyId ?? ""),
        parameters: Object.fromEntries(parameters),
        fault: fault ?? null,
      });
      if (entries.length > limit) entries.shift();
    },
    drain: () => entries.splice(0),
  };
}

/** The first and last characters of a key: enough to tell two keys apart. */
function mask(accessKeyId: string): string {
  return accessKeyId.length < 16 ? "****" : `${accessKeyId.slice(0, 4)}****${accessKeyId.slice(-4)}`;
}
