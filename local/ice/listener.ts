import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Listener } from "./faults/fault.ts";

/** A server on loopback that can be taken away for a while. */
export interface LoopbackServer extends Listener {
  readonly port: number;
  close(): Promise<void>;
}

const loopback = "127.0.0.1";

/** Listens on loopback; rejects with the socket's error, such as EADDRINUSE. */
export async function listen(port: number, onRequest: RequestListener): Promise<LoopbackServer> {
  const fates = new WeakMap<Socket, (socket: Socket) => void>();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const fate = fates.get(request.socket);
    if (fate) fate(request.socket);
    else onRequest(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, loopback, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  let reopening: NodeJS.Timeout | undefined;
  const stop = () =>
    new Promise<void>((resolve) => {
      clearTimeout(reopening);
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    port: bound,
    onReuse: (socket, fate) => fates.set(socket, fate),
    closeFor(ms) {
      stop();
      reopening = setTimeout(() => server.listen(bound, loopback), ms);
    },
    close: stop,
  };
}
