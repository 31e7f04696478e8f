import type { IncomingHttpHeaders } from "node:http";
import { createRequire } from "node:module";

/** The part of `@alicloud/fc2` that is used: the package has no types. */
export interface FunctionCompute {
  /** The API's version, the first part of every path. */
  version: string;
  /**
   * Signs and sends. With `rawBuf` the data is a Buffer; where the answer's content type is JSON it is a value, and where
   * the function failed, text or a value. Rejects with errors that quote the service: callers must never see them.
   */
  post(
    path: string,
    body: string,
    headers: Readonly<Record<string, string>>,
    query: Readonly<Record<string, string>>,
    options: { readonly rawBuf: true },
  ): Promise<{ readonly headers: IncomingHttpHeaders; readonly data: unknown }>;
}

interface Config {
  readonly endpoint: string;
  readonly region: string;
  /** With this letter case. */
  readonly accessKeyID: string;
  readonly accessKeySecret: string;
  /** Required, and used, with an access key that starts with `STS`. */
  readonly securityToken: string | undefined;
  /** Of the whole call, in milliseconds. */
  readonly timeout: number;
}

type FunctionComputeClass = new (accountId: string, config: Config) => FunctionCompute;

let loaded: FunctionComputeClass | undefined;

/**
 * Loads `@alicloud/fc2`, once. It and the modules below it print tokens and signatures when the variable DEBUG names
 * them. They read DEBUG as they load, so it is unset meanwhile.
 */
export function loadFunctionCompute(): FunctionComputeClass {
  if (loaded) return loaded;
  const { DEBUG } = process.env;
  delete process.env.DEBUG;
  try {
    loaded = createRequire(import.meta.url)("@alicloud/fc2") as FunctionComputeClass;
    return loaded;
  } finally {
    if (DEBUG !== undefined) process.env.DEBUG = DEBUG;
  }
}
