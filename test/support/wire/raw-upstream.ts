import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { expect, onTestFinished, vi } from "vitest";
import { closeServer, listen } from "../../../local/http/listen.ts";
import type { IceRequest } from "../../../shared/ice/transport.ts";
import { shareOf } from "../unit/capacity.ts";
import { credentials } from "../unit/context.ts";

/** What the server does with a request whose form body has been read. */
export type Serve = (response: ServerResponse, form: URLSearchParams, request: IncomingMessage) => void;

export interface RawUpstream {
  readonly endpoint: string;
  /** Connections so far. */
  connections(): number;
  /** Waits until so many are open; fails if that takes seconds. */
  untilOpen(count: number): Promise<void>;
}

/** A server on loopback for one test, that answers as it is told. */
export async function rawUpstream(serve: Serve): Promise<RawUpstream> {
  let connections = 0;
  // Longer than a test: a connection that closed while it was being used again would take a second attempt.
  const server = createServer({ keepAliveTimeout: 300_000 }, async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    serve(response, new URLSearchParams(Buffer.concat(parts).toString()), request);
  });
  server.on("connection", () => {
    connections++;
  });
  const endpoint = await listen(server, 0);
  onTestFinished(() => closeServer(server));
  return {
    endpoint,
    connections: () => connections,
    untilOpen: (count) =>
      vi.waitFor(async () => expect(await openConnections(server)).toBe(count), {
        interval: 2,
        timeout: 3_000,
      }),
  };
}

function openConnections(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}

/** A request that such a server gets. */
export const requestTo = (endpoint: string, changes: Partial<IceRequest> = {}): IceRequest => ({
  endpoint,
  action: "GetThing",
  parameters: {},
  credentials,
  timeoutMs: 5_000,
  share: shareOf(),
  fresh: false,
  ...changes,
});

/** Answers with a document, or with another text. */
export function send(response: ServerResponse, answer: unknown, status = 200, headers = {}): void {
  const text = typeof answer === "string" ? answer : JSON.stringify(answer);
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
}
