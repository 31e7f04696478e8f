import { randomBytes, randomUUID } from "node:crypto";
import type { Credentials } from "../../shared/runtime/context.ts";
import { accountId, type FunctionConfig } from "./manifest.ts";

/**
 * Function Compute's context object without its logger, which the runner adds:
 * https://help.aliyun.com/en/functioncompute/context-1-1
 */
export interface InvocationContext {
  readonly requestId: string;
  readonly region: string;
  readonly accountId: string;
  /** How often this event was tried before; only for asynchronous invocations. */
  readonly retryCount?: number;
  readonly credentials?: Credentials;
  readonly function: {
    readonly name: string;
    readonly handler: string;
    /** MB. */
    readonly memory: number;
    /** Seconds. */
    readonly timeout: number;
  };
  readonly service: {
    readonly logProject: string;
    readonly logStore: string;
    readonly qualifier: string;
    readonly versionId: string;
  };
}

export function invocationContext(
  config: FunctionConfig,
  requestId: string,
  credentials: Credentials | undefined,
  retryCount: number,
): InvocationContext {
  return {
    requestId,
    region: config.region,
    accountId,
    ...(retryCount > 0 && { retryCount }),
    ...(credentials && { credentials }),
    function: {
      name: config.name,
      handler: config.handler,
      memory: config.memorySize,
      timeout: config.timeout,
    },
    service: { logProject: "", logStore: "", qualifier: "LATEST", versionId: "" },
  };
}

/**
 * All variables of an instance: the function's own, and those that Function Compute adds. The credentials are those of
 * the instance's start and expire, as on the platform; `context.credentials` are always current.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/environment-variables
 */
export function instanceEnvironment(
  config: FunctionConfig,
  overrides: Readonly<Record<string, string>>,
  credentials: Credentials | undefined,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    TZ: "UTC",
    ...config.environmentVariables,
    ...overrides,
    FC_ACCOUNT_ID: accountId,
    FC_FUNC_CODE_PATH: config.code,
    FC_FUNCTION_HANDLER: config.handler,
    FC_FUNCTION_MEMORY_SIZE: String(config.memorySize),
    FC_FUNCTION_NAME: config.name,
    FC_FUNCTION_VERSION: "LATEST",
    FC_INSTANCE_ID: `c-${randomBytes(12).toString("hex")}`,
    FC_REGION: config.region,
    ...(credentials && {
      ALIBABA_CLOUD_ACCESS_KEY_ID: credentials.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: credentials.accessKeySecret,
      ALIBABA_CLOUD_SECURITY_TOKEN: credentials.securityToken,
    }),
  };
}

/** A request ID in Function Compute's form: `1-`, the seconds since 1970 in hex, 24 hex digits, all but one random. */
export function newRequestId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  // A UUID takes less time than random bytes: Node.js draws those of many UUIDs at once.
  return `1-${seconds}-${randomUUID().replaceAll("-", "").slice(0, 24)}`;
}
