import type { IncomingMessage, ServerResponse } from "node:http";
import type { Operation } from "../../shared/operation.ts";
import type { Credentials } from "../../shared/runtime/context.ts";
import { foreign } from "../http/loopback.ts";
import { jsonReply, sendReply, textReply } from "../http/reply.ts";
import { createAccessKeys, type IssuedKey } from "./access-keys.ts";
import { handleCall, type IceState } from "./calls.ts";
import { controlIce, handleControl } from "./control.ts";
import { IceError } from "./errors.ts";
import { createSchedule } from "./faults/schedule.ts";
import { frontPage, isPageRequest } from "./front-page.ts";
import { openInterruptible } from "./interruptible-server.ts";
import { createMovableClock } from "./movable-clock.ts";
import { type Notify, sendNotifications } from "./notifications.ts";
import { createPageTokens } from "./page-token.ts";
import { errorReply } from "./refusal.ts";
import { createRequestLog } from "./request-log.ts";
import { createStore } from "./store.ts";
import type { RequestWatcher } from "./watched-request.ts";

/** An invocation's session lasts as long as AssumeRole's by default. */
const sessionSeconds = 3_600;

/** A running ICE and STS. */
export interface LocalIce {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** The permanent key of the account's user: it may assume roles and sign calls to ICE. */
  readonly user: { readonly accessKeyId: string; readonly accessKeySecret: string };
  /** Opens an STS session for one invocation, without a request. It lasts an hour of ICE's time, or until it is ended. */
  openSession(invocation: string): Credentials;
  endSession(accessKeyId: string): void;
  /** The key with an ID, while it is valid. */
  key(accessKeyId: string): IssuedKey | undefined;
  /** Its time in milliseconds since the epoch; control requests can move it. Sessions expire by it. */
  now(): number;
  /**
   * Does in this process what a control request does.
   * @param route such as `PUT /_control/jobs/<Operation>/<JobId>`; `names` are the values for its `<…>`
   * @throws ControlError or ZodError for a request that is wrong
   */
  controlIce(route: string, names: readonly string[], body: unknown): unknown;
  /** The jobs and assets as they are now, and the faults that are planted. */
  readonly contents: Pick<IceState, "store" | "schedule">;
  close(): Promise<void>;
}

export interface IceOptions {
  readonly operations: readonly Operation[];
  /** 0, the default, chooses a free port. */
  readonly port?: number;
  /** The callers' time in milliseconds since the epoch; `Date.now` by default. */
  readonly clock?: () => number;
  /** For random faults whose order names no seed. */
  readonly seed?: number;
  /** Receives a notification when a scripted job ends; without it there are none. */
  readonly notify?: Notify | undefined;
  /** Learns of every request when it comes and when its answer is out. */
  readonly watch?: RequestWatcher;
}

/**
 * Starts the local ICE (2020-11-09) and STS (2015-04-01) on loopback, with control requests under `/_control`. It holds
 * the documented samples.
 * @throws the system's error, such as EADDRINUSE, when the port can't be opened
 */
export async function startIce({
  operations,
  port = 0,
  clock: wall = Date.now,
  seed = 1,
  notify,
  watch = () => {},
}: IceOptions): Promise<LocalIce> {
  const clock = createMovableClock(wall);
  const keys = createAccessKeys(clock);
  const state: IceState = {
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    clock,
    keys,
    store: createStore(operations, clock.now),
    tokens: createPageTokens(),
    schedule: createSchedule(),
    log: createRequestLog(clock, keys, watch),
    seed,
  };
  const server = await openInterruptible(port, (request, response) => {
    respond(request, response).catch((error: unknown) => fail(error, request, response));
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reason = foreign(request);
    const path = request.url?.split("?")[0] ?? "";
    if (reason) sendReply(response, jsonReply(403, { error: reason }));
    else if (isPageRequest(request))
      sendReply(response, textReply(200, "text/plain;charset=utf-8", frontPage));
    else if (path === "/") await handleCall(state, server, request, response);
    else if (path.startsWith("/_control")) await handleControl(state, server, request, response);
    else if (path === "/_health") sendReply(response, jsonReply(200, { status: "ok" }));
    else if (path.startsWith("/_"))
      sendReply(response, jsonReply(404, { error: `There is nothing at ${path}.` }));
    else await handleCall(state, server, request, response);
  }

  const stopNotifications = notify && sendNotifications(operations, state.store.jobs, clock.now, notify);
  const { accessKeyId, accessKeySecret } = state.keys.user;
  return {
    url: server.url,
    user: { accessKeyId, accessKeySecret },
    openSession(invocation) {
      const key = state.keys.issue(sessionSeconds, invocation);
      return {
        accessKeyId: key.accessKeyId,
        accessKeySecret: key.accessKeySecret,
        securityToken: key.session.token,
      };
    },
    endSession: state.keys.end,
    key: state.keys.find,
    now: clock.now,
    controlIce: (route, names, body) => controlIce(state, server, route, names, body),
    contents: state,
    async close() {
      stopNotifications?.();
      await server.close();
    },
  };
}

/** The call is too large, the caller hung up, or this server has a bug. */
function fail(error: unknown, { headers }: IncomingMessage, response: ServerResponse): void {
  if (response.destroyed || response.headersSent) return;
  if (!(error instanceof IceError)) console.error(error);
  const refusal = error instanceof IceError ? error : new IceError("InternalError");
  sendReply(response, errorReply(refusal, headers.host ?? "", "JSON"));
}
