import { createHmac } from "node:crypto";
import { canonicalQuery, type Pair, percentEncode } from "./percent.ts";

/**
 * Checks Alibaba Cloud's signature version 1 of RPC calls (HMAC-SHA1): the parameter `Signature` signs all the others.
 * @returns undefined when it is right; otherwise the gateway's error message, which shows what the server signed
 */
export function v1Mismatch(method: string, parameters: readonly Pair[], secret: string): string | undefined {
  const signed = parameters.filter(([name]) => name !== "Signature");
  const toSign = [method, percentEncode("/"), percentEncode(canonicalQuery(signed))].join("&");
  const signature = createHmac("sha1", `${secret}&`).update(toSign).digest("base64");
  if (parameters.some(([name, value]) => name === "Signature" && value === signature)) return undefined;
  return `Specified signature is not matched with our calculation. server string to sign is:${toSign}`;
}
