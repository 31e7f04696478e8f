import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Opens a server on loopback.
 * @param port 0 chooses a free one
 * @returns its URL, such as `http://127.0.0.1:9000`
 * @throws the system's error, with its `code` and `port`, when the port can't be opened
 */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

/** Closes a server and every connection to it. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
