import { isObject } from "../shared/answer/path.ts";
import type { Document, Operation } from "../shared/operation.ts";
import { FunctionCompute } from "./fc2.ts";
import { fromEnvelope, parse } from "./function-error.ts";
import { fromSdk, InvocationError, requestIdOf } from "./invocation-error.ts";

/** An access key. STS credentials have a token, too. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

export interface ClientOptions {
  /** The Alibaba Cloud account's ID. */
  readonly accountId: string;
  readonly region: string;
  /** A function is asked before every call: credentials may rotate. */
  readonly credentials: Credentials | (() => Promise<Credentials>);
  /** Scheme and host of Function Compute, where they are not the account's public ones. */
  readonly endpoint?: string;
  /** The one that the functions were deployed with; none by default. */
  readonly stage?: string;
  /** A version or an alias; LATEST by default. */
  readonly qualifier?: string;
}

/**
 * Invokes an operation's function, once.
 * @throws FunctionError the function's own, of the catalogue; InvocationError whatever else came in place of an answer
 */
export type Invoke = (operation: Operation, parameters: Document) => Promise<Document>;

/** Milliseconds that an answer may take: the functions' timeout and some for the way. What a call waits comes on top. */
const patience = 65_000;

/** @throws TypeError that names the option that is wrong */
export function createInvoke(options: ClientOptions): Invoke {
  const { accountId, region, credentials, stage = "", qualifier = "LATEST" } = options;
  check("accountId", accountId, /^\w{1,32}$/);
  check("region", region, /^[a-z0-9-]{1,32}$/);
  check("stage", stage, /^[a-z0-9-]{0,20}$/);
  // https://www.alibabacloud.com/help/en/functioncompute/fc-3-0/developer-reference/fc-endpoints
  const { endpoint = `https://${accountId}.${region}.fc.aliyuncs.com` } = options;
  checkEndpoint(endpoint);

  return async (operation, parameters) => {
    const functionName = deployedName(operation.functionName, stage);
    const { accessKeyId, accessKeySecret, securityToken } =
      typeof credentials === "function" ? await credentials() : credentials;
    const client = new FunctionCompute(accountId, {
      endpoint: endpoint.replace(/\/$/, ""),
      region,
      accessKeyID: accessKeyId,
      accessKeySecret,
      securityToken,
      timeout: patience + 1000 * Number(parameters.wait ?? 0),
    });
    // The API of Function Compute 3.0, under the path of its official SDK. fc2's own is that of 2.0.
    client.version = "2023-03-30";
    const answer = await client
      .post(
        `/functions/${functionName}/invocations`,
        JSON.stringify(parameters),
        { "x-fc-invocation-type": "Sync" },
        { qualifier },
        { rawBuf: true },
      )
      .catch((error: unknown) => {
        throw fromSdk(error, functionName);
      });
    const requestId = requestIdOf(answer.headers["x-fc-request-id"]);
    const value = parse(answer.data);
    if (answer.headers["x-fc-error-type"]) throw fromEnvelope(value, functionName, requestId);
    if (isObject(value)) return value;
    throw new InvocationError("FunctionFailed", functionName, { requestId });
  };
}

/** A deployed function's name: the stage ends it, after a dash. */
function deployedName(functionName: string, stage: string): string {
  return stage === "" ? functionName : `${functionName}-${stage}`;
}

function check(name: string, value: string, pattern: RegExp): void {
  if (!pattern.test(value)) throw new TypeError(`${name} must match ${pattern.source}`);
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** A signed call can be sent again by whoever reads it: never over plain http, but to this machine. */
function checkEndpoint(endpoint: string): void {
  const { protocol, hostname } = URL.canParse(endpoint) ? new URL(endpoint) : { protocol: "", hostname: "" };
  const bare = /^https?:\/\/[^/?#@\\]+\/?$/.test(endpoint);
  if (!bare || (protocol !== "https:" && !loopback.test(hostname)))
    throw new TypeError(
      "endpoint must be https:// and a host, or http:// and a loopback address, with no path",
    );
}
