import { localKey } from "../../shared/runtime/local-key.ts";
import type { LoggedRequest } from "./logged-request.ts";
import type { RpcCall } from "./rpc-call.ts";

export type { LoggedRequest } from "./logged-request.ts";

type Ending = Pick<LoggedRequest, "status" | "milliseconds" | "requestId">;

type Ended = (ending: Ending) => void;

/** The last requests, the oldest first. */
export interface RequestLog {
  /** Adds a request. Gives what is called when it has ended. */
  add(call: RpcCall, time: number, fault: string | undefined, invocation: string | undefined): Ended;
  readonly entries: readonly LoggedRequest[];
  /** Removes and returns all requests. */
  drain(): readonly LoggedRequest[];
}

const limit = 10_000;

export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  const underWay = { status: null, milliseconds: null, requestId: null };
  return {
    entries,
    add({ version, action, method, signed, parameters }, time, fault, invocation) {
      const entry = {
        time: new Date(time).toISOString(),
        version,
        operation: action,
        method,
        scheme: signed.scheme,
        accessKeyId: mask(signed.accessKeyId ?? ""),
        parameters: Object.fromEntries(parameters),
        fault: fault ?? null,
        invocation: invocation ?? null,
        ...underWay,
      };
      entries.push(entry);
      if (entries.length > limit) entries.shift();
      return (ending) => Object.assign(entry, ending);
    },
    drain: () => entries.splice(0),
  };
}

/** The first and last characters of a key: enough to tell two keys apart. The key that everyone knows is shown. */
function mask(accessKeyId: string): string {
  if (accessKeyId === localKey.accessKeyId) return accessKeyId;
  return accessKeyId.length < 16 ? "****" : `${accessKeyId.slice(0, 4)}****${accessKeyId.slice(-4)}`;
}
