import { isUtf8 } from "node:buffer";
import { validateHeaderName, validateHeaderValue } from "node:http";
import * as z from "zod";
import { fromBase64 } from "../../shared/json/base64.ts";
import { formatIceTime } from "../../shared/runtime/ice-time.ts";
import type { Reply } from "../http/reply.ts";
import type { ReceivedRequest } from "../http/request.ts";
import { type Pair, percentDecode } from "../signing/percent.ts";
import { ServiceError } from "./errors.ts";
import { accountId, type FunctionConfig } from "./manifest.ts";

/**
 * Pairs as an HTTP event carries them: the values of one name are joined by commas.
 * @param sameName maps names that count as one to the same text
 */
export function joinValues(
  pairs: readonly Pair[],
  sameName = (name: string) => name,
): Record<string, string> {
  const groups = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of pairs) {
    const group = groups.get(sameName(name)) ?? { name, values: [] };
    group.values.push(value);
    groups.set(sameName(name), group);
  }
  return Object.fromEntries([...groups.values()].map(({ name, values }) => [name, values.join(",")]));
}

/** A body as an HTTP event carries it: UTF-8 text as it is, anything else as base64. */
export function eventBody(body: Buffer): { readonly body: string; readonly isBase64Encoded: boolean } {
  return isUtf8(body)
    ? { body: body.toString(), isBase64Encoded: false }
    : { body: body.toString("base64"), isBase64Encoded: true };
}

/**
 * The event of an HTTP trigger: https://www.alibabacloud.com/help/en/functioncompute/fc/http-trigger-invoking-function
 * @param rawPath the path that the function sees, percent-encoded
 * @param now in milliseconds since the epoch
 */
export function httpEvent(
  config: FunctionConfig,
  rawPath: string,
  request: ReceivedRequest,
  requestId: string,
  now: number,
): Buffer {
  const event = {
    version: "v1",
    rawPath,
    ...eventBody(request.body),
    headers: joinValues(request.rawHeaders, (name) => name.toLowerCase()),
    queryParameters: joinValues(request.query),
    requestContext: {
      accountId,
      domainName: request.headers.host,
      domainPrefix: config.name,
      http: {
        method: request.method,
        path: percentDecode(rawPath) ?? rawPath,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId,
      time: formatIceTime(now),
      timeEpoch: String(now),
    },
  };
  return Buffer.from(JSON.stringify(event));
}

/**
 * InvokeFunction as an HTTP event. Function Compute has been seen to deliver it so to a function that has an HTTP trigger
 * (an event captured in the tests of its own deployment component, of August 2023).
 */
export function invocationAsHttpEvent(
  config: FunctionConfig,
  request: ReceivedRequest,
  requestId: string,
  now: number,
): Buffer {
  const own: readonly Pair[] = [
    ["X-Acs-Action", "InvokeFunction"],
    ["Content-Type", "application/octet-stream"],
  ];
  const replaced = own.map(([name]) => name.toLowerCase());
  const others = request.rawHeaders.filter(([name]) => !replaced.includes(name.toLowerCase()));
  return httpEvent(config, request.path, { ...request, rawHeaders: [...others, ...own] }, requestId, now);
}

/** A function's answer to an HTTP event. */
export const httpResult = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  isBase64Encoded: z.boolean(),
  body: z.string(),
});

export type HttpResult = z.infer<typeof httpResult>;

/** Headers of the connection: a function can't set them. */
const connectionHeaders = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

/** @throws ServiceError BadResponse for a header that HTTP can't carry */
export function toReply({ statusCode, headers, isBase64Encoded, body }: HttpResult): Reply {
  const own = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    .filter(([name]) => !connectionHeaders.has(name));
  for (const [name, value] of own) checkHeader(name, value);
  const bytes = isBase64Encoded ? fromBase64(body) : body;
  if (bytes === undefined)
    throw new ServiceError(502, "BadResponse", "the body of the function's answer is not valid base64");
  return {
    status: statusCode,
    headers: Object.fromEntries(own),
    body: bytes,
  };
}

function checkHeader(name: string, value: string): void {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch (cause) {
    throw new ServiceError(
      502,
      "BadResponse",
      `the function's answer has a bad header: ${(cause as Error).message}`,
    );
  }
}
