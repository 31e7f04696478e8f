import { createServer, type RequestListener } from "node:http";
import type { Socket } from "node:net";
import { closeServer, listen } from "../http/listen.ts";
import type { Listener } from "./faults/fault.ts";

/** A server on loopback that a fault can close for a while. */
export interface InterruptibleServer extends Listener {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens the server.
 * @param port 0 chooses a free one
 * @throws the system's error, such as EADDRINUSE
 */
export async function openInterruptible(
  port: number,
  onRequest: RequestListener,
): Promise<InterruptibleServer> {
  const callers = new Set<Socket>();
  const onReuse = new WeakMap<Socket, (socket: Socket) => void>();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const act = onReuse.get(request.socket);
    if (act) act(request.socket);
    else onRequest(request, response);
  });
  const url = await listen(server, port);
  let reopening: NodeJS.Timeout | undefined;
  const stop = () => {
    clearTimeout(reopening);
    return closeServer(server);
  };
  return {
    url,
    addCaller(socket) {
      if (callers.has(socket)) return;
      callers.add(socket);
      socket.once("close", () => callers.delete(socket));
    },
    onReuse(which, act) {
      for (const socket of which === "all" ? callers : [which]) onReuse.set(socket, act);
    },
    closeFor(ms) {
      void stop();
      reopening = setTimeout(() => void listen(server, Number(new URL(url).port)), ms);
    },
    close: stop,
  };
}
