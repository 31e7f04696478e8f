import { stagePattern, stageRule, stageSuffix } from "../functions/stage.ts";
import { isObject } from "../shared/json/value.ts";
import type { Document, Operation } from "../shared/operation.ts";
import { originOf, regionPattern } from "../shared/runtime/configuration.ts";
import { loadFunctionCompute } from "./fc2.ts";
import { fromEnvelope, parsed } from "./function-error.ts";
import { fromSdk, InvocationError, safeRequestId } from "./invocation-error.ts";
import { UsageError } from "./usage-error.ts";

/** An access key. STS credentials have a security token, too. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

export interface ClientOptions {
  /** The Alibaba Cloud account's ID. */
  readonly accountId: string;
  readonly region: string;
  /** A function is called before every invocation, so that credentials can rotate. */
  readonly credentials: AccessKey | (() => Promise<AccessKey>);
  /** Scheme and host of Function Compute; by default the account's public endpoint. */
  readonly endpoint?: string;
  /** The stage that the functions were deployed with; none by default. */
  readonly stage?: string;
  /** A version or an alias; LATEST by default. */
  readonly qualifier?: string;
}

/**
 * Invokes an operation's function, once.
 * @throws FunctionError when the function answers with an error; InvocationError when the function does not answer
 */
export type Invoke = (operation: Operation, parameters: Document) => Promise<Document>;

/** How long an answer may take, in milliseconds, without `wait`: the functions' timeout and some time for the network. */
const patience = 65_000;

/**
 * @param onLog is given the last 4 KB of what each invocation logged, where Function Compute gives them
 * @throws UsageError that names the wrong option
 */
export function createInvoke(options: ClientOptions, onLog?: (text: string) => void): Invoke {
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
    const client = new (loadFunctionCompute())(accountId, {
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
        { "x-fc-invocation-type": "Sync", ...(onLog && { "x-fc-log-type": "Tail" }) },
        { qualifier },
        { rawBuf: true },
      )
      .catch((error: unknown) => {
        throw fromSdk(error, functionName);
      });
    const log = answer.headers["x-fc-log-result"];
    if (log !== undefined) onLog?.(Buffer.from(String(log), "base64").toString());
    const requestId = safeRequestId(answer.headers["x-fc-request-id"]);
    const value = parsed(answer.data);
    if (answer.headers["x-fc-error-type"]) throw fromEnvelope(value, functionName, requestId);
    if (isObject(value)) return value;
    throw new InvocationError("FunctionFailed", functionName, { requestId });
  };
}

function complete(key: AccessKey): AccessKey {
  const { accessKeyId, accessKeySecret, securityToken } = key;
  if (accessKeyId && accessKeySecret && (securityToken || !accessKeyId.startsWith("STS"))) return key;
  throw new UsageError("credentials need an access key, its secret and, with an STS key, a security token");
}

function check(name: string, value: string, pattern: RegExp, rule: string): void {
  if (!pattern.test(value)) throw new UsageError(`${name} must be ${rule}`);
}
