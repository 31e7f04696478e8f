import { createHash } from "node:crypto";

/**
 * A weak validator (RFC 9110, 8.8.1) of an answer.
 * @param steady what of the answer stays the same from call to call
 */
export function etagOf(steady: string): string {
  return `W/"${createHash("sha1").update(steady).digest("base64url")}"`;
}

/** Whether an If-None-Match header names a validator, by weak comparison (RFC 9110, 13.1.2). */
export function matches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.match(/"[^"]*"/g)?.includes(etag.slice(2)) ?? false;
}
