import { fromBase64 } from "../json/base64.ts";
import { isObject, member } from "../json/value.ts";
import type { Event } from "./caller.ts";

/**
 * The event inside an invocation that arrives as an HTTP request. Function Compute has been seen to deliver
 * InvokeFunction so to a function that has an HTTP trigger (an event captured in the tests of its own deployment
 * component, of August 2023).
 * @returns null where the event can't be read, undefined where the request is no invocation
 * @param functionName of the function that runs: a path to another one is an ordinary HTTP request
 */
export function wrappedEvent(event: Event, functionName: string): Buffer | null | undefined {
  const { rawPath, headers, body, isBase64Encoded } = event;
  if (member(member(event.requestContext, "http"), "method") !== "POST") return undefined;
  if (typeof rawPath !== "string" || !isInvocation(rawPath, functionName)) return undefined;
  const action = Object.entries(isObject(headers) ? headers : {}).find(
    ([name]) => name.toLowerCase() === "x-acs-action",
  );
  if (action?.[1] !== "InvokeFunction") return undefined;
  if (typeof body !== "string") return Buffer.alloc(0);
  return isBase64Encoded === true ? (fromBase64(body) ?? null) : Buffer.from(body);
}

/** The paths of Function Compute's API, 3.0 and 2.0. */
function isInvocation(path: string, functionName: string): boolean {
  const [, name] =
    /^\/(?:2023-03-30|2016-08-15\/services\/[^/]+)\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
  return name === functionName;
}
