import { randomUUID } from "node:crypto";
import { jsonReply, type TextReply, textReply } from "../../http/reply.ts";
import { IceError } from "../errors.ts";
import { errorDocument } from "../refusal.ts";
import type { RpcCall } from "../rpc-call.ts";

export const strangeStatuses = [400, 403, 404, 429, 500, 502, 503, 504] as const;
export const bodies = ["ice", "no-code", "html", "empty"] as const;

interface StatusSettings {
  readonly status: (typeof strangeStatuses)[number];
  readonly as: (typeof bodies)[number];
  readonly retryAfterMs?: number | undefined;
}

const codes: Readonly<Record<StatusSettings["status"], string>> = {
  400: "InvalidParameter",
  403: "Forbidden",
  404: "ResourceNotFound",
  429: "Throttling",
  500: "InternalError",
  502: "ServiceUnAvailable",
  503: "ServiceUnAvailable",
  504: "ServiceUnAvailable",
};

/** A status with one of four bodies: ICE's error document, the same without Code, a proxy's HTML page, nothing. */
export function statusReply(call: RpcCall, { status, as, retryAfterMs }: StatusSettings): TextReply {
  const headers = retryAfter(retryAfterMs);
  const { Code, ...rest } = errorDocument(new IceError(codes[status]), call.host);
  switch (as) {
    case "ice":
      return jsonReply(status, { Code, ...rest }, headers);
    case "no-code":
      return jsonReply(status, rest, headers);
    case "html":
      return textReply(status, "text/html", `<html><body><h1>${status}</h1></body></html>`, headers);
    case "empty":
      return textReply(status, "text/plain", "", headers);
  }
}

interface CodeSettings {
  readonly code: string;
  readonly status?: number | undefined;
  readonly message?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** Any refusal by ICE, by its code. */
export function codeReply(call: RpcCall, { code, status, message, retryAfterMs }: CodeSettings): TextReply {
  const error = new IceError(code, message, status);
  return jsonReply(error.status, errorDocument(error, call.host), retryAfter(retryAfterMs));
}

/** The refusal with this code. */
export function refusalWith(code: string): (call: RpcCall) => TextReply {
  return (call) => codeReply(call, { code });
}

export function throttled(call: RpcCall, { retryAfterMs }: Pick<CodeSettings, "retryAfterMs">): TextReply {
  return codeReply(call, { code: "Throttling.User", retryAfterMs });
}

/** The refusal of a wrong signature. Its message shows what the server signed. */
export function signatureMismatch(call: RpcCall): TextReply {
  return codeReply(call, { code: "SignatureDoesNotMatch", message: call.signed.mismatch(randomUUID()) });
}

/** The header that tells a throttled caller when to retry. */
function retryAfter(ms: number | undefined): Record<string, string> {
  return ms === undefined ? {} : { "x-acs-retry-after": String(ms) };
}
