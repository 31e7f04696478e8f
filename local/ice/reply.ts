import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Document } from "../../shared/operation.ts";
import type { IceError } from "./errors.ts";

/** An HTTP answer that is still to be written. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function createRequestId(): string {
  return randomUUID().toUpperCase();
}

export function jsonReply(status: number, document: unknown, headers: Reply["headers"] = {}): Reply {
  return textReply(status, "application/json;charset=utf-8", JSON.stringify(document), headers);
}

export function textReply(status: number, type: string, body: string, headers: Reply["headers"] = {}): Reply {
  return {
    status,
    headers: { "content-type": type, "content-length": String(Buffer.byteLength(body)), ...headers },
    body,
  };
}

/** The envelope of every refusal, with the fields of ICE's: RequestId, HostId, Code, Message, Recommend. */
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

/** A refusal as JSON, or as XML, which is what the gateway speaks to whoever does not ask for JSON. */
export function errorReply(error: IceError, host: string, format: "JSON" | "XML"): Reply {
  const document = errorDocument(error, host);
  if (format === "JSON") return jsonReply(error.status, document);
  const fields = Object.entries(document).map(
    ([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`,
  );
  return textReply(
    error.status,
    "text/xml;charset=utf-8",
    `<?xml version='1.0' encoding='UTF-8'?><Error>${fields.join("")}</Error>`,
  );
}

export function sendReply(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, reply.headers).end(reply.body);
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
}
