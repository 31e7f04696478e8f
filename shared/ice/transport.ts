import type { Agent, ClientRequest } from "node:http";
import type { Socket } from "node:net";
import RPCClient from "@alicloud/pop-core/lib/rpc.js";
import { ProblemError } from "../errors/problem.ts";
import { isObject } from "../json/path.ts";
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
 * Requests through pop-core: POST, so that nothing secret stands in a URL. One client and its connections outlive an
 * invocation, the credentials never do: each request sees the client through an object of its own that holds them.
 */
export function createTransport(now: () => number): Transport {
  let shared: PopCoreClient | undefined;
  let lastUse = 0;

  return async ({ endpoint, action, parameters, credentials, timeoutMs }) => {
    shared ??= createClient(endpoint);
    const pool = shared.keepAliveAgent;
    if (now() - lastUse > longestIdle) closeIdle(pool);
    const credentialsProvider = { getCredentials: async () => credentials };
    const client: PopCoreClient = Object.assign(Object.create(shared), { endpoint, credentialsProvider });
    let sent: SentRequest | undefined;
    let timer: NodeJS.Timeout | undefined;
    let timedOut = false;
    try {
      const [document, entry] = await client.request(action, parameters, {
        agent: watched(pool, (request) => {
          sent = request;
          timer = setTimeout(() => {
            timedOut = true;
            request.destroy();
          }, timeoutMs);
        }),
        // Its own time-outs count anew once connected, and leave the connection open. They end what destroying the
        // request does not, the reading of a compressed body.
        timeout: timeoutMs,
      });
      return checked(document, entry);
    } catch (error) {
      if (sent && (timedOut || isTimeout(error))) {
        sent.destroy();
        throw new ProblemError("UpstreamTimeout", { cause: "timeout" });
      }
      throw asProblem(error, sent?.res);
    } finally {
      clearTimeout(timer);
      lastUse = now();
    }
  };
}

/** Its types know neither a credentials provider nor `verbose`, which makes it answer with the status, too. */
function createClient(endpoint: string): PopCoreClient {
  const credentialsProvider = { getCredentials: async () => undefined };
  const config = { endpoint, apiVersion: version, credentialsProvider, opts: { method: "POST" } };
  return new (RPCClient as unknown as PopCoreClass)(config, true);
}

/**
 * A pool that tells which request it is given. pop-core hands none out, and can end one by an AbortSignal alone, which
 * takes a tenth of a whole invocation's time.
 */
function watched(pool: Pool, onRequest: (request: ClientRequest) => void): Pool {
  return Object.assign(Object.create(pool), {
    addRequest(request: ClientRequest, options: object) {
      onRequest(request);
      pool.addRequest(request, options);
    },
  });
}

/** Closes connections that nobody is using. */
function closeIdle(pool: Pool): void {
  for (const socket of Object.values(pool.freeSockets).flat()) socket.destroy();
}

/** Where node:http keeps the response, which its types leave out. */
interface SentRequest extends ClientRequest {
  readonly res?: PopCoreEntry["response"];
}
/** What node:http calls on an agent, which its types leave out. */
interface Pool extends Agent {
  readonly freeSockets: Readonly<Record<string, Socket[]>>;
  addRequest(request: ClientRequest, options: object): void;
}
interface PopCoreClient {
  readonly keepAliveAgent: Pool;
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

function isTimeout(error: unknown): boolean {
  return (error as Error).name === "RequestTimeoutError";
}

/**
 * pop-core rejects with errors that carry the answer, with errors of the connection, which have a code of Node's, and with
 * those of a parser, which leave the answer's status behind.
 */
function asProblem(error: unknown, response: PopCoreEntry["response"] | undefined): ProblemError {
  if (error instanceof ProblemError) return error;
  const { data, entry, code } = error as { data: object; entry?: PopCoreEntry; code?: string };
  if (entry) return failureOf(data, entry.response);
  if (response && code === undefined) return failureOf({}, response);
  return new ProblemError("UpstreamUnavailable", { cause: code });
}
