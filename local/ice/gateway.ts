import type { IncomingMessage, ServerResponse } from "node:http";
import type { Operation } from "../../shared/operation.ts";
import type { Credentials } from "./credentials.ts";
import type { Answer } from "./document.ts";
import { IceError } from "./errors.ts";
import type { Exchange, Listener } from "./faults/fault.ts";
import type { Schedule } from "./faults/schedule.ts";
import { answerIce, iceVersion } from "./ice.ts";
import type { PageTokens } from "./page-token.ts";
import { errorReply, jsonReply, type Reply, sendReply } from "./reply.ts";
import { type Call, readCall } from "./request.ts";
import type { RequestLog } from "./request-log.ts";
import type { Store } from "./store.ts";
import { answerSts, stsVersion } from "./sts.ts";
import type { Clock } from "./time.ts";

/** All that the server holds. */
export interface World {
  readonly operations: ReadonlyMap<string, Operation>;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly store: Store;
  readonly tokens: PageTokens;
  readonly schedule: Schedule;
  readonly log: RequestLog;
  readonly seed: number;
}

/** Answers one RPC call to ICE or STS, or lets a fault strike it. */
export async function handleCall(
  world: World,
  listener: Listener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = await readCall(request);
  const operation = call.version === iceVersion ? world.operations.get(call.action) : undefined;
  const drawn = world.schedule.draw(call.action, operation);
  world.log.add(call, world.clock.now(), drawn?.fault);
  const answer = () => answerCall(world, call, operation);
  const exchange: Exchange = {
    call,
    operation,
    response,
    listener,
    answer,
    reply: () => replyTo(call, answer),
  };
  try {
    if (drawn) drawn.strike(exchange);
    else sendReply(response, exchange.reply());
  } catch (error) {
    if (!(error instanceof IceError)) throw error;
    sendReply(response, errorReply(error, call.host, call.format));
  }
}

function answerCall(world: World, call: Call, operation: Operation | undefined): Answer {
  const { credentials, store, tokens } = world;
  const { action, format, method, parameters, signed, version } = call;
  if (method !== "GET" && method !== "POST") throw new IceError("UnsupportedHTTPMethod");
  if (version !== iceVersion && version !== stsVersion) throw new IceError("InvalidVersion");
  const caller = credentials.authenticate(signed);
  if (format !== "JSON") throw new IceError("InvalidParameter", "Only Format=JSON is answered here.");
  if (version === stsVersion) return { document: answerSts(action, parameters, caller, credentials) };
  if (!operation) throw new IceError("InvalidAction.NotFound");
  return answerIce(operation, parameters, store, tokens);
}

function replyTo(call: Call, answer: () => Answer): Reply {
  try {
    return jsonReply(200, answer().document);
  } catch (error) {
    if (!(error instanceof IceError)) throw error;
    return errorReply(error, call.host, call.format);
  }
}
