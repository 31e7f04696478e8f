import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { sendReply, type TextReply } from "../../http/reply.ts";
import type { Exchange, Listener } from "./fault.ts";

export function resetBeforeHead({ response }: Exchange): void {
  response.socket?.resetAndDestroy();
}

export function resetAfterHead({ response, reply }: Exchange): void {
  sendHead(response, reply());
  // With a delay, so that the caller sees the head before the reset.
  setTimeout(() => response.socket?.resetAndDestroy(), 20);
}

export function cutBody({ response, reply }: Exchange): void {
  const whole = reply();
  sendHead(response, whole);
  response.write(whole.body.slice(0, whole.body.length / 2), () => response.socket?.destroy());
}

/** Like a proxy that compresses and crashes. */
export function cutGzip({ response, reply }: Exchange): void {
  const { status, headers, body } = reply();
  const zipped = gzipSync(body);
  const head = { ...headers, "content-encoding": "gzip", "content-length": String(zipped.length) };
  response.writeHead(status, head);
  response.write(zipped.subarray(0, zipped.length / 2), () => response.socket?.destroy());
}

/** Like a proxy that sets a header and forgets to compress. */
export function falseEncoding({ response, reply }: Exchange): void {
  const { status, headers, body } = reply();
  response.writeHead(status, { ...headers, "content-encoding": "gzip" }).end(body);
}

/** Blanks before the JSON, until the caller hangs up. */
export function endless({ response }: Exchange): void {
  const blanks = Buffer.alloc(256 * 1024, " ");
  const more = () => {
    while (!response.destroyed && response.write(blanks));
  };
  response.writeHead(200, { "content-type": "application/json;charset=utf-8" }).on("drain", more);
  more();
}

/** The connection stays open and silent until the caller gives up. */
export function stall(): void {}

export function drip({ response, reply }: Exchange, { everyMs }: { everyMs: number }): void {
  const whole = reply();
  const bytes = Buffer.from(whole.body);
  sendHead(response, whole);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + 1));
    sent += 1;
    if (sent === bytes.length) response.end();
  }, everyMs);
  response.on("close", () => clearInterval(timer));
}

export const silentOnReuse = onReuse(stall);
export const closedOnReuse = onReuse((socket) => socket.destroy());

/** An answer, and connections that are dead from then on. */
function onReuse(act: (socket: Socket) => void) {
  return ({ response, reply, listener }: Exchange, { all }: { all: boolean }): void => {
    const which = all ? "all" : response.socket;
    if (which) listener.onReuse(which, act);
    sendReply(response, reply());
  };
}

export function refuseConnections(listener: Listener, { forMs }: { forMs: number }): void {
  listener.closeFor(forMs);
}

function sendHead(response: ServerResponse, { status, headers }: TextReply): void {
  response.writeHead(status, headers).flushHeaders();
}
