import { createRequire } from "node:module";
import RPCClient from "@alicloud/pop-core/lib/rpc.js";
import { operations } from "../../../functions/index.ts";
import { type IceOptions, type LocalIce, startIce } from "../../../local/ice/server.ts";

// Required, not imported: what `default` is of a CommonJS module depends on who imports it.
const openApi: typeof import("@alicloud/openapi-client") = createRequire(import.meta.url)(
  "@alicloud/openapi-client",
);

export interface TestKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** How a client that is not the project's own calls: resolves with the answer, rejects with an error with a `code`. */
export type Ask = (action: string, parameters: Record<string, string | number>) => Promise<Answer>;

// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever came, and tests look into it at any depth.
export type Answer = any;

export function startTestIce(options: Partial<IceOptions> = {}): Promise<LocalIce> {
  return startIce({ operations, ...options });
}

/** pop-core, signature V1: POST with a form or GET with a query. */
export function popCore(
  url: string,
  key: TestKey,
  method: "GET" | "POST" = "POST",
  apiVersion = "2020-11-09",
): Ask {
  const client = new RPCClient({ endpoint: url, apiVersion, ...key });
  return (action, parameters) => client.request(action, parameters, { method, timeout: 5000 });
}

/** The generic call of the official OpenAPI client, signature ACS3: parameters in the query or in a form. */
export function openApiClient(url: string, key: TestKey, where: "query" | "body" = "query"): Ask {
  const config = new openApi.Config({ ...key, endpoint: new URL(url).host, protocol: "http" });
  const client = new openApi.default(config);
  return async (action, parameters) => {
    const params = new openApi.Params({
      action,
      version: "2020-11-09",
      protocol: "HTTP",
      method: "POST",
      authType: "AK",
      style: "RPC",
      pathname: "/",
      reqBodyType: "formData",
      bodyType: "json",
    });
    const request = new openApi.OpenApiRequest({ [where]: parameters });
    const { body } = await client.callApi(params, request, { readTimeout: 5000 } as never);
    return body;
  };
}

/** Assumes a role at the local STS as the account's user. */
export async function assumeRole(ice: LocalIce, seconds = 900): Promise<Required<TestKey>> {
  const { Credentials } = await popCore(
    ice.url,
    ice.user,
    "POST",
    "2015-04-01",
  )("AssumeRole", {
    RoleArn: "acs:ram::1234567890123456:role/tests",
    RoleSessionName: "tests",
    DurationSeconds: seconds,
  });
  const { AccessKeyId, AccessKeySecret, SecurityToken } = Credentials;
  return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken };
}
