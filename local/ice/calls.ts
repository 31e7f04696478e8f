import type { IncomingMessage, ServerResponse } from "node:http";
import type { Operation } from "../../shared/operation.ts";
import { jsonReply, sendReply, type TextReply } from "../http/reply.ts";
import type { AccessKeys } from "./access-keys.ts";
import type { Answer } from "./document.ts";
import { IceError } from "./errors.ts";
import type { Exchange, Listener } from "./faults/fault.ts";
import type { Schedule } from "./faults/schedule.ts";
import { answerIce, iceVersion } from "./ice.ts";
import type { MovableClock } from "./movable-clock.ts";
import type { PageTokens } from "./page-token.ts";
import { errorReply, requestIdHeader } from "./refusal.ts";
import type { RequestLog } from "./request-log.ts";
import { type RpcCall, readRpcCall } from "./rpc-call.ts";
import type { Store } from "./store.ts";
import { answerSts, stsVersion } from "./sts.ts";

/** Everything that the server holds. */
export interface IceState {
  readonly operations: ReadonlyMap<string, Operation>;
  readonly clock: MovableClock;
  readonly keys: AccessKeys;
  readonly store: Store;
  readonly tokens: PageTokens;
  readonly schedule: Schedule;
  readonly log: RequestLog;
  readonly seed: number;
}

/** Answers one RPC call to ICE or STS, or applies the fault that is planted for it. */
export async function handleCall(
  state: IceState,
  listener: Listener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  listener.addCaller(request.socket);
  const call = await readRpcCall(request);
  const operation = call.version === iceVersion ? state.operations.get(call.action) : undefined;
  const drawn = state.schedule.draw(call.action, operation);
  state.log.follow(call, operation, drawn?.fault, response);
  const answer = () => answerCall(state, call, operation);
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

function answerCall(state: IceState, call: RpcCall, operation: Operation | undefined): Answer {
  const { keys, store, tokens } = state;
  const { action, format, method, parameters, signed, version } = call;
  if (method !== "GET" && method !== "POST") throw new IceError("UnsupportedHTTPMethod");
  if (version !== iceVersion && version !== stsVersion) throw new IceError("InvalidVersion");
  const caller = keys.authenticate(signed);
  if (format !== "JSON") throw new IceError("InvalidParameter", "The local ICE answers Format=JSON alone.");
  if (version === stsVersion) return { document: answerSts(action, parameters, caller, keys) };
  if (!operation) throw new IceError("InvalidAction.NotFound");
  return answerIce(operation, parameters, store, tokens);
}

function replyTo(call: RpcCall, answer: () => Answer): TextReply {
  try {
    const { document } = answer();
    return jsonReply(200, document, { [requestIdHeader]: String(document.RequestId) });
  } catch (error) {
    if (!(error instanceof IceError)) throw error;
    return errorReply(error, call.host, call.format);
  }
}
