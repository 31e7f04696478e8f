import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import * as z from "zod";
import type { Operation } from "../../../shared/operation.ts";
import { sendReply, type TextReply, textReply } from "../../http/reply.ts";
import type { Answer } from "../document.ts";
import { requestIdHeader } from "../refusal.ts";
import type { RpcCall } from "../rpc-call.ts";

/** A call that a fault can be applied to. */
export interface Exchange {
  readonly call: RpcCall;
  /** Undefined for a call to STS. */
  readonly operation: Operation | undefined;
  readonly response: ServerResponse;
  readonly listener: Listener;
  /**
   * The answer without the fault.
   * @throws IceError for a refusal
   */
  answer(): Answer;
  /** The answer or refusal without the fault, ready to be sent. */
  reply(): TextReply;
}

/** The connections of the server. */
export interface Listener {
  /** Cuts every connection and refuses new ones for `ms` milliseconds. */
  closeFor(ms: number): void;
  /** Tells that calls of ICE come over this connection. */
  addCaller(socket: Socket): void;
  /** Runs `act` instead of an answer when this connection, or any over which calls of ICE came, is used again. */
  onReuse(which: Socket | "all", act: (socket: Socket) => void): void;
}

/** Applies a fault to one call. */
export type Strike = (exchange: Exchange) => void;

/** A fault of the vocabulary. */
export interface Fault {
  readonly meaning: string;
  readonly settings: z.ZodObject;
  /** Whether the fault is possible for an operation; undefined is STS. */
  fits(operation: Operation | undefined): boolean;
  /** @throws ZodError for settings that the fault does not have */
  prepare(settings: unknown): Strike;
  /** Only for faults of the whole server: applies the fault now, without a call. */
  atOnce?(listener: Listener, settings: unknown): void;
}

type Shape = z.core.$ZodLooseShape;
type Settings<S extends Shape> = z.output<z.ZodObject<S>>;

/** A fault of one connection. */
export function onWire<S extends Shape = Record<never, never>>(
  meaning: string,
  strike: (exchange: Exchange, settings: Settings<S>) => void,
  shape?: S,
): Fault {
  return define(meaning, shape, (settings) => (exchange) => strike(exchange, settings));
}

/** A fault of the whole server. */
export function serverWide<S extends Shape>(
  meaning: string,
  act: (listener: Listener, settings: Settings<S>) => void,
  shape: S,
): Fault {
  const settings = z.strictObject(shape);
  return {
    ...define(
      meaning,
      shape,
      (parsed) =>
        ({ listener }) =>
          act(listener, parsed),
    ),
    atOnce: (listener, given) => act(listener, settings.parse(given) as Settings<S>),
  };
}

/** A fault that replaces the answer by another reply. */
export function instead<S extends Shape = Record<never, never>>(
  meaning: string,
  reply: (call: RpcCall, settings: Settings<S>) => TextReply,
  shape?: S,
): Fault {
  return define(meaning, shape, (settings) => ({ call, response }) => {
    sendReply(response, reply(call, settings));
  });
}

/** A fault inside ICE's answer: `write` makes the JSON text that is sent instead. */
export function written<S extends Shape = Record<never, never>>(
  meaning: string,
  write: (answer: Answer, operation: Operation, settings: Settings<S>) => string,
  fits: (operation: Operation) => boolean = () => true,
  shape?: S,
): Fault {
  const fault = define(meaning, shape, (settings) => ({ answer, operation, response }) => {
    if (!operation) return;
    const whole = answer();
    const headers = { [requestIdHeader]: String(whole.document.RequestId) };
    const text = write(whole, operation, settings);
    sendReply(response, textReply(200, "application/json;charset=utf-8", text, headers));
  });
  return { ...fault, fits: (operation) => operation !== undefined && fits(operation) };
}

function define<S extends Shape>(
  meaning: string,
  shape: S | undefined,
  prepare: (settings: Settings<S>) => Strike,
): Fault {
  const settings = z.strictObject(shape ?? {});
  return {
    meaning,
    settings,
    fits: () => true,
    prepare: (given) => prepare(settings.parse(given) as Settings<S>),
  };
}
