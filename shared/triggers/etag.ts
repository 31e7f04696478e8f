import { createHash } from "node:crypto";

/**
 * A weak validator (RFC 9110, 8.8.1) over an answer as it is sent, without what differs at every call: its RequestId,
 * and any retryAfter.
 * @param json the answer's JSON
 * @param requestId the RequestId at its beginning, where it has one
 */
export function etagOf(json: string, requestId: unknown): string {
  const head = `{"RequestId":${JSON.stringify(requestId)}`;
  // Stryker disable next-line StringLiteral: anything does in its place, as long as it is always the same
  const steady = json.slice(json.startsWith(head) ? head.length : 0).replace(/"retryAfter":\d+/g, "");
  return `W/"${createHash("sha1").update(steady).digest("base64url")}"`;
}

/** Whether an If-None-Match header names a validator, by weak comparison (RFC 9110, 13.1.2). */
export function matches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.match(/"[^"]*"/g)?.includes(etag.slice(2)) ?? false;
}
