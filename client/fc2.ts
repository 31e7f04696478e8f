import type { IncomingHttpHeaders } from "node:http";
import { createRequire } from "node:module";

/** What of `@alicloud/fc2` is used: it has no types of its own. */
export interface FunctionCompute {
  /** The API's version, the first part of every path. */
  version: string;
  /**
   * Signs and sends. With `rawBuf` the data is a Buffer, but a value where the answer's content type is JSON, and a text
   * or a value where the function failed. Rejects with errors that quote the service: none may go on to a caller.
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
  /** Wanted, and used, with an access key that starts with `STS`. */
  readonly securityToken: string | undefined;
  /** Milliseconds, of the whole call. */
  readonly timeout: number;
}

export const FunctionCompute =
  loadQuietly<new (accountId: string, config: Config) => FunctionCompute>("@alicloud/fc2");

/** fc2 and what it sends with print tokens and signatures when the DEBUG variable names them, which they read as they load. */
function loadQuietly<Module>(name: string): Module {
  const { DEBUG } = process.env;
  delete process.env.DEBUG;
  try {
    return createRequire(import.meta.url)(name);
  } finally {
    if (DEBUG !== undefined) process.env.DEBUG = DEBUG;
  }
}
