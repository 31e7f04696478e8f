import RPCClient from "@alicloud/pop-core/lib/rpc.js";
import type { Pieces } from "../json/pieces.ts";
import type { Credentials } from "../runtime/context.ts";

/**
 * The only file that knows how pop-core works inside. It runs with the stand-ins of `shims/` in place of some of its
 * dependencies: pop-core composes and signs a request, and what sends it is handed in.
 */

/** A call of an RPC-style API, such as ICE's. */
export interface RpcCall {
  /** Scheme and host. */
  readonly endpoint: string;
  readonly version: string;
  readonly action: string;
  /** Validated ones only: pop-core lets them override its own. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
}

/** An answer over HTTP, read to its end. pop-core looks at its status. */
export interface HttpAnswer {
  readonly statusCode: number;
  /** The value of a header, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** pop-core reads the request's headers from here. */
  readonly req: object;
  readonly pieces: Pieces;
}

/** Sends a form. Its errors reach the caller of `callRpc` as they are. */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<HttpAnswer>;

interface PopCoreClient {
  request(action: string, parameters: object, options: object): Promise<HttpAnswer>;
}
/** Its types don't know a credentials provider. */
type PopCoreClass = new (config: object) => PopCoreClient;

let shared: PopCoreClient | undefined;

/**
 * Signs a call and posts it. POST, so that nothing secret stands in a URL. One client outlives an invocation, credentials
 * never do: each call sees the client through an object of its own, which holds them.
 * @throws what `post` throws; URIError for a parameter that can't be encoded
 */
export function callRpc(call: RpcCall, post: Post): Promise<HttpAnswer> {
  const { endpoint, version, action, parameters, credentials } = call;
  const credentialsProvider = { getCredentials: () => credentials };
  shared ??= new (RPCClient as unknown as PopCoreClass)({
    endpoint,
    apiVersion: version,
    credentialsProvider,
  });
  const client: PopCoreClient = Object.assign(Object.create(shared), {
    endpoint,
    apiVersion: version,
    credentialsProvider,
  });
  // ICE's names have their capitals already.
  return client.request(action, parameters, {
    method: "POST",
    post,
    formatAction: false,
    formatParams: false,
  });
}
