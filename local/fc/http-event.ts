import { isUtf8 } from "node:buffer";
import type { Pair } from "../percent.ts";
import type { Answer } from "./http.ts";

/** Pairs as an HTTP event carries them: values of one name joined by commas. Header names differ in any letter case. */
export function joined(pairs: readonly Pair[], sameName = (name: string) => name): Record<string, string> {
  const groups = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of pairs) {
    const group = groups.get(sameName(name)) ?? { name, values: [] };
    group.values.push(value);
    groups.set(sameName(name), group);
  }
  return Object.fromEntries([...groups.values()].map(({ name, values }) => [name, values.join(",")]));
}

/** A body as an HTTP event carries it: text as it is, anything else as base64. */
export function eventBody(body: Buffer): { readonly body: string; readonly isBase64Encoded: boolean } {
  return isUtf8(body)
    ? { body: body.toString(), isBase64Encoded: false }
    : { body: body.toString("base64"), isBase64Encoded: true };
}

/** What a function answers to an HTTP event. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly isBase64Encoded?: boolean;
  readonly body?: string;
}

/** A function's bytes as an HTTP result, or undefined when they are none. */
export function httpResult(payload: Buffer): HttpResult | undefined {
  try {
    const result = JSON.parse(payload.toString());
    const { statusCode } = result;
    return Number.isInteger(statusCode) && statusCode >= 200 && statusCode <= 599 ? result : undefined;
  } catch {
    return undefined;
  }
}

/** Headers of the connection, which are never the function's to set. */
const connectionHeaders = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

export function toAnswer({ statusCode, headers = {}, isBase64Encoded, body = "" }: HttpResult): Answer {
  const own = Object.entries(headers).filter(([name]) => !connectionHeaders.has(name.toLowerCase()));
  return {
    status: statusCode,
    headers: Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), String(value)])),
    body: isBase64Encoded ? Buffer.from(body, "base64") : body,
  };
}
