import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { type Clock, systemClock } from "../../shared/runtime/clock.ts";
import { closeServer, listen } from "../http/listen.ts";
import { foreign } from "../http/loopback.ts";
import { indentedJsonReply, type Reply, sendReply } from "../http/reply.ts";
import { receive } from "../http/request.ts";
import { createAsyncInvoker } from "./async.ts";
import { newRequestId } from "./context.ts";
import { entityTooLarge, ServiceError } from "./errors.ts";
import { createFunctions, type FunctionsOptions } from "./functions.ts";
import type { KeyRing } from "./keys.ts";
import type { FunctionConfig } from "./manifest.ts";
import { createRouter, type RoutesOptions } from "./routes.ts";
import { runTimers } from "./timers.ts";

export interface HostOptions extends Omit<FunctionsOptions, "maxInstances" | "idleMs">, RoutesOptions {
  /** 0 chooses a free port. */
  readonly port: number;
  /** The access keys that may call. */
  readonly keys: KeyRing;
  /** Whether the timers that are on fire by themselves. */
  readonly timers?: boolean;
  /** Whether InvokeFunction reaches a function that has an HTTP trigger as an HTTP event; if not, as the payload alone. */
  readonly invokeAsHttp?: boolean;
  readonly clock?: Clock;
  /** The most instances of a function; 20 by default. */
  readonly instances?: number;
  readonly idleMs?: number;
  /** The page for browsers, beside the functions. */
  readonly console?: HostConsole;
}

/** What answers a browser's page. */
export interface HostConsole {
  /** Whether a request is one of the page's. */
  takes(request: IncomingMessage): boolean;
  /** Answers it, or refuses it. Never throws. */
  answer(request: IncomingMessage, response: ServerResponse): void;
}

export interface Host {
  readonly url: string;
  /** Runs a function with an event, asynchronously. @throws ServiceError FunctionNotFound or EntityTooLarge */
  submit(functionName: string, event: Buffer): void;
  /**
   * Runs a function once with exactly this event, whatever kind of caller it is of.
   * @returns the request ID, before the function has answered
   * @throws ServiceError FunctionNotFound
   */
  run(functionName: string, event: Buffer): string;
  /**
   * Runs these functions and timers from now on.
   * @throws an Error that says what is wrong; then nothing has changed
   */
  reload(configs: readonly FunctionConfig[]): void;
  close(): Promise<void>;
}

/** The most bytes of a synchronous invocation's event. */
const maxBody = 32 * 1024 * 1024;

/** A sleep of this clock keeps no process alive. */
const lightSleeper: Clock = {
  ...systemClock,
  sleep: (milliseconds) => setTimeout(milliseconds, undefined, { ref: false }),
};

/**
 * Serves functions at the addresses of Function Compute and of an API gateway, on loopback alone.
 * @throws the system's error when the port can't be opened; an Error when a timer's cron expression or the number of
 *   instances is wrong
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { configs, port, keys, log, clock = lightSleeper, invokeAsHttp = false } = options;
  const { instances = 20, idleMs = 60_000 } = options;
  if (!(Number.isInteger(instances) && instances > 0))
    throw new Error(`instances is ${instances}. It must be a whole number from 1.`);
  const functions = createFunctions({ ...options, maxInstances: instances, idleMs });
  const asynchronous = createAsyncInvoker(functions, clock, log);
  const services = { functions, asynchronous, keys, invokeAsHttp, now: clock.wall };
  const route = createRouter(services, options);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<Reply> => {
    try {
      const reason = foreign(request);
      if (reason) throw new ServiceError(403, "Forbidden", reason);
      const received = await receive(request, response, maxBody);
      if (!received) throw entityTooLarge(maxBody);
      return await route(received);
    } catch (error) {
      if (!(error instanceof ServiceError || response.destroyed)) log("host", String((error as Error).stack));
      return refusal(error, request.url ?? "");
    }
  };

  const server = createServer({ maxHeaderSize: 64 * 1024 }, async (request, response) => {
    if (options.console?.takes(request)) options.console.answer(request, response);
    else sendReply(response, await answer(request, response));
  });
  const startTimers = (of: readonly FunctionConfig[]) =>
    options.timers ? runTimers(of, services, clock) : () => {};
  let stopTimers = startTimers(configs);
  const url = await listen(server, port).catch((error) => {
    stopTimers();
    throw error;
  });

  return {
    url,
    submit: (functionName, event) => asynchronous.submit(functionName, event, newRequestId()),
    run(functionName, event) {
      functions.config(functionName);
      const requestId = newRequestId();
      // The outcome is told to the observer.
      functions.invoke(functionName, event, { requestId }).catch(() => {});
      return requestId;
    },
    reload(changed) {
      const stopNew = startTimers(changed);
      try {
        functions.reload(changed);
      } catch (error) {
        stopNew();
        throw error;
      }
      stopTimers();
      stopTimers = stopNew;
    },
    async close() {
      stopTimers();
      await Promise.all([closeServer(server), functions.close()]);
    },
  };
}

/** The envelope of Function Compute 3.0's API, or of 2.0's on its path. */
function refusal(error: unknown, target: string): Reply {
  const { status, code, message, headers } =
    error instanceof ServiceError
      ? error
      : new ServiceError(500, "InternalServerError", "the local host failed: see its log");
  const requestId = newRequestId();
  const envelope = target.startsWith("/2016-08-15/")
    ? { ErrorCode: code, ErrorMessage: message }
    : { RequestId: requestId, Code: code, Message: message };
  return indentedJsonReply(status, envelope, { ...headers, "x-fc-request-id": requestId });
}
