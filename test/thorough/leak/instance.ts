import { subscribe } from "node:diagnostics_channel";
import { createRequire } from "node:module";
import type { Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { Handler } from "../../../shared/handler.ts";
import type { Context } from "../../../shared/runtime/context.ts";

/** What the program below is told. */
export interface Task {
  /** Begun again when the last one is through. */
  readonly turns: readonly Turn[];
  /** Invocations under way at any time. */
  readonly sideBySide: number;
  /** After how many invocations it looks at itself. */
  readonly looks: readonly number[];
}

/** One invocation of a built function. */
export interface Turn {
  /** The path of its code. */
  readonly code: string;
  readonly event: string;
  readonly context: Context;
}

/** What is left when nothing is under way. */
export interface Look {
  readonly heapBytes: number;
  /** Connections still open. */
  readonly connections: number;
  /** Kinds of whatever else would keep the process alive: timers, requests. */
  readonly active: readonly string[];
}

// Invokes built functions in a process that does nothing else, and tells after each of the looks what is left.
// Node keeps the map of whatever an error came through; an instance in the cloud reads none.
process.setSourceMapsEnabled(false);
const require = createRequire(import.meta.url);
const open = new Set<Socket>();
subscribe("net.client.socket", (message) => {
  const { socket } = message as { socket: Socket };
  open.add(socket);
  socket.once("close", () => open.delete(socket));
});

process.once("message", async ({ turns, sideBySide, looks }: Task) => {
  let begun = 0;
  for (const invocations of looks) {
    const work = async () => {
      while (begun < invocations) await take(turns[begun++ % turns.length] as Turn);
    };
    await Promise.all(Array.from({ length: sideBySide }, work));
    process.send?.(await look());
  }
  process.disconnect();
});

async function take({ code, event, context }: Turn): Promise<void> {
  const { handler } = require(code) as { handler: Handler };
  await handler(Buffer.from(event), context).catch(() => {});
}

/** Connections differ in number from look to look, so that their bytes don't count: they are closed before. */
async function look(): Promise<Look> {
  // The last answers' connections are on their way back to their pool; no time-out is waited for.
  await setTimeout(100);
  const active = process.getActiveResourcesInfo().filter((kind) => kind !== "PipeWrap");
  const connections = open.size;
  for (const socket of open) socket.destroy();
  for (let round = 0; round < 10; round++) {
    await setTimeout(1);
    globalThis.gc?.();
  }
  return { heapBytes: process.memoryUsage().heapUsed, connections, active };
}
