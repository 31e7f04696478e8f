import { createServer } from "node:http";
import { closeServer, listen } from "../../../local/http/listen.ts";

/** A URL on loopback at which nothing listens. */
export async function unusedUrl(): Promise<string> {
  const server = createServer();
  const url = await listen(server, 0);
  await closeServer(server);
  return url;
}
