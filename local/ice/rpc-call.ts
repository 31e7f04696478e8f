import type { IncomingMessage } from "node:http";
import { readBody } from "../http/body.ts";
import { IceError } from "./errors.ts";
import { readAcs3, readV1, type Signed } from "./signed.ts";

/** One RPC call. Its parts may stand in the query, a form or headers. */
export interface RpcCall {
  readonly method: string;
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly format: "JSON" | "XML";
  /** The operation's own parameters, without those of the protocol. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly signed: Signed;
}

const protocolParameters = new Set([
  ...["Action", "Version", "Format", "AccessKeyId", "SecurityToken", "Timestamp"],
  ...["Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "SignatureType"],
]);

/** The most bytes of a call. */
const maxBody = 1 << 20;

/**
 * Reads a call from query, form and headers.
 * @throws IceError PayloadTooLarge over 1 MiB
 */
export async function readRpcCall(request: IncomingMessage): Promise<RpcCall> {
  const { headers, method = "" } = request;
  const body = await readBody(request, maxBody);
  if (!body) throw new IceError("PayloadTooLarge");
  const query = [...new URLSearchParams(request.url?.split("?")[1])];
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  const form = isForm ? [...new URLSearchParams(body.toString())] : [];
  const pairs = [...query, ...form];
  const common = {
    method,
    host: headers.host ?? "",
    parameters: new Map(pairs.filter(([name]) => !protocolParameters.has(name))),
  };
  if (headers.authorization?.startsWith("ACS3"))
    return {
      ...common,
      action: String(headers["x-acs-action"] ?? ""),
      version: String(headers["x-acs-version"] ?? ""),
      format: "JSON",
      signed: readAcs3(method, query, headers, body),
    };
  const values = new Map(pairs);
  return {
    ...common,
    action: values.get("Action") ?? "",
    version: values.get("Version") ?? "",
    format: values.get("Format")?.toUpperCase() === "JSON" ? "JSON" : "XML",
    signed: readV1(method, pairs),
  };
}
