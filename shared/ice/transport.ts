import type { Agent } from "node:http";
import RPCClient from "@alicloud/pop-core/lib/rpc.js";
import { isObject } from "../answer/path.ts";
import { ProblemError } from "../errors/problem.ts";
import type { Credentials } from "../runtime/context.ts";
import { fromFailure } from "./upstream-error.ts";

export interface SignedRequest {
  readonly endpoint: string;
  readonly action: string;
  /** Validated ones only: pop-core lets them override its own. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  /** Milliseconds, from the first byte sent to the last received. */
  readonly timeoutMs: number;
}

/** ICE's answer to one request. Rejects with a ProblemError for anything but a JSON object with status 200. */
export type Transport = (request: SignedRequest) => Promise<Readonly<Record<string, unknown>>>;

const version = "2020-11-09";

/** Older idle connections aren't trusted: while an instance is frozen nobody sees them die. Milliseconds. */
const longestIdle = 10_000;

interface PopCoreEntry {
  readonly response: { readonly statusCode: number; readonly headers: Readonly<Record<string, unknown>> };
}

/**
 * Requests through pop-core: POST, so that nothing secret stands in a URL. The connections outlive an invocation, the
 * credentials never do: a client is made for every request, with the pool that all share.
 */
export function createTransport(now: () => number): Transport {
  let pool: Agent | undefined;
  let lastUse = 0;

  return async ({ endpoint, action, parameters, credentials, timeoutMs }) => {
    if (pool && now() - lastUse > longestIdle) closeIdle(pool);
    const abort = new AbortController();
    const config = {
      endpoint,
      apiVersion: version,
      credentialsProvider: { getCredentials: async () => credentials },
      opts: { method: "POST" },
    };
    // Its types know neither a credentials provider nor `verbose`, which makes it answer with the status, too.
    const client = new (RPCClient as unknown as PopCoreClass)(config, true);
    pool ??= client.keepAliveAgent;
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    try {
      const [document, entry] = await client.request(action, parameters, {
        agent: pool,
        // Its own time-outs leave the connection open: these never come first. They end what an abort does not, the
        // reading of a compressed body.
        timeout: timeoutMs + 1,
        beforeRequest: (options: object) => ({ ...options, signal: abort.signal }),
      });
      return checked(document, entry);
    } catch (error) {
      if (abort.signal.aborted) throw new ProblemError("UpstreamTimeout", { cause: "timeout" });
      throw asProblem(error);
    } finally {
      clearTimeout(timer);
      lastUse = now();
    }
  };
}

/** Closes connections that nobody is using. */
function closeIdle(pool: Agent): void {
  for (const sockets of Object.values(pool.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}

interface PopCoreClient {
  readonly keepAliveAgent: Agent;
  request(action: string, parameters: object, options: object): Promise<[unknown, PopCoreEntry]>;
}
type PopCoreClass = new (config: object, verbose: boolean) => PopCoreClient;

function checked(document: unknown, { response }: PopCoreEntry): Readonly<Record<string, unknown>> {
  if (isObject(document) && response.statusCode === 200) return document;
  throw failureOf(isObject(document) ? document : {}, response);
}

function failureOf(document: { RequestId?: unknown; Code?: unknown }, response: PopCoreEntry["response"]) {
  return fromFailure({
    status: response.statusCode,
    code: document.Code,
    requestId: document.RequestId,
    retryAfter: response.headers["x-acs-retry-after"],
  });
}

/** pop-core rejects with errors that carry the answer, with errors of the connection, and with plain objects. */
function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { data, entry, code, name } = error as {
    data?: object;
    entry?: PopCoreEntry;
    code?: unknown;
    name?: unknown;
  };
  if (data && entry) return failureOf(data, entry.response);
  const cause = [code, name].find((word) => typeof word === "string" && /^\w{1,40}$/.test(word)) as
    | string
    | undefined;
  return new ProblemError("UpstreamUnavailable", { cause });
}
