import { localKey } from "../shared/runtime/local-key.ts";
import type { AccessKey, ClientOptions } from "./invoke.ts";

/** Where the local cloud is. */
export interface LocalAddress {
  /** Port of `ims-functions start`; 9000 by default. */
  readonly port?: number;
  /** Its whole address, such as the variable `IMS_FUNCTIONS_URL`. It takes the place of `port`. */
  readonly url?: string | undefined;
}

/** The options that lead to the local cloud. */
export interface LocalTarget extends ClientOptions {
  readonly endpoint: string;
  readonly credentials: AccessKey;
}

/**
 * Options of a client that calls the functions in the local cloud.
 * @example
 * const client = createClient(localTarget({ port: 9000 }));
 */
export function localTarget({ port = 9000, url }: LocalAddress = {}): LocalTarget {
  return {
    accountId: "local",
    region: "cn-local",
    endpoint: url || `http://127.0.0.1:${port}`,
    credentials: localKey,
  };
}
