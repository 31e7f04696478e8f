import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { z } from "zod";
import type { Operation } from "../../../shared/operation.ts";
import type { Answer } from "../document.ts";
import { type Reply, sendReply, textReply } from "../reply.ts";
import type { Call } from "../request.ts";

/** A call that a fault may strike. */
export interface Exchange {
  readonly call: Call;
  /** Undefined for a call to STS. */
  readonly operation: Operation | undefined;
  readonly response: ServerResponse;
  readonly listener: Listener;
  /** The right answer. Throws the IceError of the right refusal. */
  answer(): Answer;
  /** The right answer or refusal, ready to be sent. */
  reply(): Reply;
}

/** The side of the server that faces the sockets. */
export interface Listener {
  /** Cuts every connection and refuses new ones for so many milliseconds. */
  closeFor(ms: number): void;
  /** Says what happens, in place of an answer, when the caller uses this connection again. */
  onReuse(socket: Socket, fate: (socket: Socket) => void): void;
}

/** Does to one call what the fault does. */
export type Strike = (exchange: Exchange) => void;

/** One word of the vocabulary of faults. */
export interface Fault {
  readonly meaning: string;
  readonly settings: z.ZodObject;
  /** Whether it makes sense for an operation (undefined: for STS). */
  fits(operation: Operation | undefined): boolean;
  /** Throws a ZodError for settings that are not the fault's. */
  prepare(settings: unknown): Strike;
  /** Only for what befalls the whole server: does it now, to no call in particular. */
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

/** A fault that puts another reply in the answer's place. */
export function instead<S extends Shape = Record<never, never>>(
  meaning: string,
  reply: (call: Call, settings: Settings<S>) => Reply,
  shape?: S,
): Fault {
  return define(meaning, shape, (settings) => ({ call, response }) => {
    sendReply(response, reply(call, settings));
  });
}

/** A fault inside of ICE's answer: `write` gives the JSON text of what goes out in its place. */
export function written<S extends Shape = Record<never, never>>(
  meaning: string,
  write: (answer: Answer, operation: Operation, settings: Settings<S>) => string,
  fits: (operation: Operation) => boolean = () => true,
  shape?: S,
): Fault {
  const fault = define(meaning, shape, (settings) => ({ answer, operation, response }) => {
    if (!operation) return;
    sendReply(
      response,
      textReply(200, "application/json;charset=utf-8", write(answer(), operation, settings)),
    );
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
