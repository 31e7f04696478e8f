import { stagePattern, stageRule, stageSuffix } from "../functions/stage.ts";
import { isObject } from "../shared/json/value.ts";
import type { Document, Operation } from "../shared/operation.ts";
import { originOf, regionPattern } from "../shared/runtime/configuration.ts";
import { FunctionCompute } from "./fc2.ts";
import { fromEnvelope, parse } from "./function-error.ts";
import { fromSdk, InvocationError, requestIdOf } from "./invocation-error.ts";
import { UsageError } from "./usage-error.ts";

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

/** @throws UsageError that names the option that is wrong */
export function createInvoke(options: ClientOptions): Invoke {
  const { accountId, region, credentials, stage = "", qualifier = "LATEST" } = options;
  check("accountId", accountId, /^\w{1,32}$/, "the account's ID, such as 1234567890123456");
  check("region", region, regionPattern, "a region's ID, such as cn-shanghai");
  check("stage", stage, stagePattern, stageRule);
  // https://www.alibabacloud.com/help/en/functioncompute/fc-3-0/developer-reference/fc-endpoints
  const endpoint = originOf(options.endpoint ?? `https://${accountId}.${region}.fc.aliyuncs.com`);
  if (endpoint === "")
    throw new UsageError("endpoint must be https:// to a host under aliyuncs.com, or a loopback address");

  return async (operation, parameters) => {
    const functionName = operation.functionName + stageSuffix(stage);
    const { accessKeyId, accessKeySecret, securityToken } = complete(
      typeof credentials === "function" ? await credentials() : credentials,
    );
    const client = new FunctionCompute(accountId, {
      endpoint,
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

function complete(credentials: Credentials): Credentials {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  if (accessKeyId && accessKeySecret && (securityToken || !accessKeyId.startsWith("STS"))) return credentials;
  throw new UsageError("credentials need an access key, its secret and, with an STS key, a security token");
}

function check(name: string, value: string, pattern: RegExp, rule: string): void {
  if (!pattern.test(value)) throw new UsageError(`${name} must be ${rule}`);
}
