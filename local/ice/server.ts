import type { IncomingMessage, ServerResponse } from "node:http";
import type { Operation } from "../../shared/operation.ts";
import { foreign } from "../http/loopback.ts";
import { handleControl } from "./control.ts";
import { createCredentials } from "./credentials.ts";
import { IceError } from "./errors.ts";
import { createSchedule } from "./faults/schedule.ts";
import { frontPage, isVisit } from "./front-page.ts";
import { handleCall, type World } from "./gateway.ts";
import { listen } from "./listener.ts";
import { createPageTokens } from "./page-token.ts";
import { errorReply, jsonReply, sendReply, textReply } from "./reply.ts";
import { createRequestLog } from "./request-log.ts";
import { createStore } from "./store.ts";
import { createClock } from "./time.ts";

/** A running ICE and STS. */
export interface LocalIce {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** The account's long-lived key: it may assume roles and sign calls to ICE. */
  readonly user: { readonly accessKeyId: string; readonly accessKeySecret: string };
  /** Its time in milliseconds, which control can move: by it sessions end. */
  now(): number;
  close(): Promise<void>;
}

export interface IceOptions {
  readonly operations: readonly Operation[];
  /** 0, the default, is a free one. */
  readonly port?: number;
  /** The callers' time in milliseconds; `Date.now` by default. */
  readonly clock?: () => number;
  /** For faults at random whose order names no seed. */
  readonly seed?: number;
}

/**
 * Starts what stands in for ICE (2020-11-09) and STS (2015-04-01), on loopback, and for the control of both under
 * `/_control`. Knows the documented samples. Rejects with the socket's error, such as EADDRINUSE.
 */
export async function startIce({
  operations,
  port = 0,
  clock: wall = Date.now,
  seed = 1,
}: IceOptions): Promise<LocalIce> {
  const clock = createClock(wall);
  const world: World = {
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    clock,
    credentials: createCredentials(clock),
    store: createStore(operations, clock.now),
    tokens: createPageTokens(),
    schedule: createSchedule(),
    log: createRequestLog(),
    seed,
  };
  const server = await listen(port, (request, response) => {
    respond(request, response).catch((error: unknown) => fail(error, request, response));
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reason = foreign(request);
    const path = request.url?.split("?")[0] ?? "";
    if (reason) sendReply(response, jsonReply(403, { error: reason }));
    else if (isVisit(request)) sendReply(response, textReply(200, "text/plain;charset=utf-8", frontPage));
    else if (path === "/") await handleCall(world, server, request, response);
    else if (path.startsWith("/_control")) await handleControl(world, server, request, response);
    else sendReply(response, jsonReply(404, { error: `There is no ${path} here: only / and /_control.` }));
  }

  const { accessKeyId, accessKeySecret } = world.credentials.user;
  return {
    url: `http://127.0.0.1:${server.port}`,
    user: { accessKeyId, accessKeySecret },
    now: clock.now,
    close: server.close,
  };
}

/** A call too large to be read, a caller that hung up, or a bug of this server. */
function fail(error: unknown, { headers }: IncomingMessage, response: ServerResponse): void {
  if (response.destroyed || response.headersSent) return;
  if (!(error instanceof IceError)) console.error(error);
  const refusal = error instanceof IceError ? error : new IceError("InternalError");
  sendReply(response, errorReply(refusal, headers.host ?? "", "JSON"));
}
