import type { ServerResponse } from "node:http";

/** An HTTP response that is still to be sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** A reply whose body is text. */
export interface TextReply extends Reply {
  readonly body: string;
}

type Headers = Reply["headers"];

export function textReply(status: number, type: string, body: string, headers: Headers = {}): TextReply {
  return {
    status,
    headers: { "content-type": type, "content-length": String(Buffer.byteLength(body)), ...headers },
    body,
  };
}

/** JSON on one line, as ICE writes it. */
export function jsonReply(status: number, value: unknown, headers: Headers = {}): TextReply {
  return textReply(status, "application/json;charset=utf-8", JSON.stringify(value), headers);
}

/** Indented JSON, for people to read. */
export function indentedJsonReply(status: number, value: unknown, headers: Headers = {}): TextReply {
  return textReply(status, "application/json", `${JSON.stringify(value, null, 2)}\n`, headers);
}

export function sendReply(response: ServerResponse, { status, headers, body }: Reply): void {
  response.statusCode = status;
  if (status !== 304) response.setHeader("content-length", Buffer.byteLength(body));
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body);
}
