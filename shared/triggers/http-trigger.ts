import { member } from "../json/value.ts";
import type { Caller, Event } from "./caller.ts";
import { httpCaller } from "./http.ts";

/** Function Compute's 32 MB, less what escaping the body inside the response's JSON adds at worst. */
const sizeLimit = 15 * 1024 * 1024;

/** An HTTP trigger of Function Compute, or a cloud-native gateway in front of it. */
export function httpTriggerCaller(event: Event): Caller | undefined {
  const method = member(member(event.requestContext, "http"), "method");
  if (event.version !== "v1" || typeof method !== "string") return undefined;
  const { headers, queryParameters: query, body, isBase64Encoded } = event;
  return httpCaller("http", sizeLimit, { method, headers, query, path: undefined, body, isBase64Encoded });
}
