import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Pair } from "../signing/percent.ts";
import { readBody } from "./body.ts";

/** A request that has arrived whole. */
export interface ReceivedRequest {
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

/**
 * Reads a request to its end.
 * @param limit the most bytes that the body may have
 * @returns undefined when the body is larger
 */
export async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  limit: number,
): Promise<ReceivedRequest | undefined> {
  const hungUp = new AbortController();
  response.once("close", () => response.writableFinished || hungUp.abort());
  const target = request.url ?? "/";
  const [path = "/", query = ""] = target.split(/\?(.*)/s);
  const body = await readBody(request, limit);
  return (
    body && {
      method: request.method ?? "GET",
      target,
      path,
      query: [...new URLSearchParams(query)],
      headers: request.headers,
      rawHeaders: pairsOf(request.rawHeaders),
      body,
      sourceIp: request.socket.remoteAddress ?? "",
      hungUp: hungUp.signal,
    }
  );
}

/** The first value of a query parameter. */
export function queryValue({ query }: ReceivedRequest, name: string): string | undefined {
  return query.find((pair) => pair[0] === name)?.[1];
}

/** Node's flat list of names and values, as pairs. */
function pairsOf(flat: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2)
    pairs.push([flat[index] as string, flat[index + 1] as string]);
  return pairs;
}
