import type { Caller, Event } from "./caller.ts";
import { httpCaller } from "./http.ts";

/** A gateway gives up on its backend after 30 s at most; the answer's own way takes some of it. */
export const patienceMs = 25_000;

/** The gateway takes 6 MB from a function; escaping the body inside the response's JSON may take half of it. */
const sizeLimit = 3 * 1024 * 1024;

/** A classic API gateway. */
export function apiGatewayCaller(event: Event): Caller | undefined {
  const {
    httpMethod: method,
    headers,
    queryParameters: query,
    pathParameters: path,
    body,
    isBase64Encoded,
  } = event;
  if (typeof method !== "string" || typeof event.path !== "string") return undefined;
  return {
    patienceMs,
    ...httpCaller("apigateway", sizeLimit, { method, headers, query, path, body, isBase64Encoded }),
  };
}
