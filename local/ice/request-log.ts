import type { ServerResponse } from "node:http";
import type { Operation } from "../../shared/operation.ts";
import { localKey } from "../../shared/runtime/local-key.ts";
import type { AccessKeys } from "./access-keys.ts";
import type { LoggedRequest } from "./logged-request.ts";
import type { MovableClock } from "./movable-clock.ts";
import { requestIdHeader } from "./refusal.ts";
import type { RpcCall } from "./rpc-call.ts";
import { keepBody, type RequestWatcher, seenIn } from "./watched-request.ts";

/** The last requests, the oldest first. */
export interface RequestLog {
  /** Adds a request, and what came of it when its connection is done with it. The watcher learns of both. */
  follow(
    call: RpcCall,
    operation: Operation | undefined,
    fault: string | undefined,
    response: ServerResponse,
  ): void;
  readonly entries: readonly LoggedRequest[];
  /** Removes and returns all requests. */
  drain(): readonly LoggedRequest[];
}

const limit = 10_000;

export function createRequestLog(clock: MovableClock, keys: AccessKeys, watch: RequestWatcher): RequestLog {
  const entries: LoggedRequest[] = [];
  let count = 0;
  return {
    entries,
    follow({ version, action, method, signed, parameters: given }, operation, fault, response) {
      const invocation = keys.find(signed.accessKeyId ?? "")?.invocation;
      const parameters = Object.fromEntries(given);
      const entry: LoggedRequest = {
        time: new Date(clock.now()).toISOString(),
        version,
        operation: action,
        method,
        scheme: signed.scheme,
        accessKeyId: mask(signed.accessKeyId ?? ""),
        parameters,
        fault: fault ?? null,
        invocation: invocation ?? null,
        status: null,
        milliseconds: null,
        requestId: null,
      };
      entries.push(entry);
      if (entries.length > limit) entries.shift();
      const watched = {
        number: ++count,
        invocation,
        operation: action,
        parameters,
        fault,
        began: clock.wall(),
      };
      watch(watched);
      const start = performance.now();
      const body = keepBody(response);
      response.once("close", () => {
        const { headersSent, statusCode, writableFinished } = response;
        Object.assign(entry, {
          status: headersSent ? statusCode : null,
          milliseconds: Math.round(performance.now() - start),
          requestId: String(response.getHeader(requestIdHeader) ?? "") || null,
        });
        const answer = writableFinished ? seenIn(body(), operation) : {};
        watch({ ...watched, ended: clock.wall(), status: writableFinished ? statusCode : 0, ...answer });
      });
    },
    drain: () => entries.splice(0),
  };
}

/** The first and last characters of a key: enough to tell two keys apart. The key that everyone knows is shown. */
function mask(accessKeyId: string): string {
  if (accessKeyId === localKey.accessKeyId) return accessKeyId;
  return accessKeyId.length < 16 ? "****" : `${accessKeyId.slice(0, 4)}****${accessKeyId.slice(-4)}`;
}
