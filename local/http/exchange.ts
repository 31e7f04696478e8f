import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { ServiceError } from "../fc/errors.ts";
import type { Pair } from "../signing/percent.ts";

/** A request that has arrived whole. */
export interface Received {
  readonly method: string;
  /** The request target as it came, query included. */
  readonly target: string;
  /** The target's path, still percent-encoded. */
  readonly path: string;
  /** Decoded, in the order given. */
  readonly query: readonly Pair[];
  /** By lower-case name. */
  readonly headers: IncomingHttpHeaders;
  /** As sent, letter case included. */
  readonly rawHeaders: readonly Pair[];
  readonly body: Buffer;
  readonly sourceIp: string;
  /** Aborted when the caller hangs up. */
  readonly hungUp: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** A query parameter's first value. */
export function queryValue({ query }: Received, name: string): string | undefined {
  return query.find((pair) => pair[0] === name)?.[1];
}

/** Bytes that a synchronous invocation may carry. */
const maxBody = 32 * 1024 * 1024;

/** @throws ServiceError EntityTooLarge */
export async function receive(request: IncomingMessage, response: ServerResponse): Promise<Received> {
  const hungUp = new AbortController();
  response.once("close", () => response.writableFinished || hungUp.abort());
  const target = request.url ?? "/";
  const [path = "/", query = ""] = target.split(/\?(.*)/s);
  return {
    method: request.method ?? "GET",
    target,
    path,
    query: [...new URLSearchParams(query)],
    headers: request.headers,
    rawHeaders: pairs(request.rawHeaders),
    body: await readBody(request),
    sourceIp: request.socket.remoteAddress ?? "",
    hungUp: hungUp.signal,
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
  }
  checkSize(size, maxBody);
  return Buffer.concat(chunks);
}

/** @throws ServiceError EntityTooLarge */
export function checkSize(size: number, limit: number): void {
  if (size > limit)
    throw new ServiceError(
      413,
      "EntityTooLarge",
      `payload size exceeds maximum allowed size (${limit} bytes)`,
    );
}

export function send(response: ServerResponse, answer: Answer): void {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  response.end(answer.body);
}

/** An answer with `value` as indented JSON, for people to read. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  const body = `${JSON.stringify(value, null, 2)}\n`;
  return { status, headers: { ...headers, "content-type": "application/json" }, body };
}

function pairs(flat: readonly string[]): Pair[] {
  const result: Pair[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2)
    result.push([flat[index] as string, flat[index + 1] as string]);
  return result;
}
