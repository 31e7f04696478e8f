import { randomUUID } from "node:crypto";
import { IceError } from "../errors.ts";
import { errorDocument, jsonReply, type Reply, textReply } from "../reply.ts";
import type { Call } from "../request.ts";

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

/** A status with a body of one of four kinds: ICE's envelope, that without its Code, a proxy's page, nothing. */
export function statusReply(call: Call, { status, as, retryAfterMs }: StatusSettings): Reply {
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

/** Any refusal of ICE's, by its code. */
export function codeReply(call: Call, { code, status, message, retryAfterMs }: CodeSettings): Reply {
  const error = new IceError(code, message, status);
  return jsonReply(error.status, errorDocument(error, call.host), retryAfter(retryAfterMs));
}

/** The refusal with this code alone. */
export function refusal(code: string): (call: Call) => Reply {
  return (call) => codeReply(call, { code });
}

export function throttled(call: Call, { retryAfterMs }: Pick<CodeSettings, "retryAfterMs">): Reply {
  return codeReply(call, { code: "Throttling.User", retryAfterMs });
}

/** The refusal of a wrong signature, with what the server signed. */
export function signatureMismatch(call: Call): Reply {
  return codeReply(call, { code: "SignatureDoesNotMatch", message: call.signed.mismatch(randomUUID()) });
}

/** The header with which a throttled caller is told when to come again. */
function retryAfter(ms: number | undefined): Record<string, string> {
  return ms === undefined ? {} : { "x-acs-retry-after": String(ms) };
}
