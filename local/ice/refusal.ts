import { randomUUID } from "node:crypto";
import type { Document } from "../../shared/operation.ts";
import { jsonReply, type TextReply, textReply } from "../http/reply.ts";
import type { IceError } from "./errors.ts";

/** ICE's request ID stands in a header, too. */
export const requestIdHeader = "x-acs-request-id";

/** A request ID in the form of ICE's. */
export function createRequestId(): string {
  return randomUUID().toUpperCase();
}

/** The document of every refusal, with ICE's fields: RequestId, HostId, Code, Message, Recommend. */
export function errorDocument(error: IceError, host: string): Document {
  const RequestId = createRequestId();
  const search = new URLSearchParams({ q: error.code, requestId: RequestId });
  return {
    RequestId,
    HostId: host,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?${search}`,
  };
}

/** A refusal as JSON, or as XML: the gateway's format unless the caller asks for JSON. */
export function errorReply(error: IceError, host: string, format: "JSON" | "XML"): TextReply {
  const document = errorDocument(error, host);
  const headers = { [requestIdHeader]: String(document.RequestId) };
  if (format === "JSON") return jsonReply(error.status, document, headers);
  const fields = Object.entries(document).map(
    ([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`,
  );
  return textReply(
    error.status,
    "text/xml;charset=utf-8",
    `<?xml version='1.0' encoding='UTF-8'?><Error>${fields.join("")}</Error>`,
    headers,
  );
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
}
