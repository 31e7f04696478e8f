import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Sent with everything that the console answers. */
export const safeHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Checks who asks for something of the page's. A link from elsewhere may open the page and nothing else.
 * @param isPage whether the request is for the page itself
 * @returns the reason to refuse the request; undefined when it may be answered
 */
export function strange({ headers, method }: IncomingMessage, isPage: boolean): string | undefined {
  const { host = "", origin } = headers;
  if (!loopbackHost.test(host)) return `The Host "${host}" is not this machine.`;
  if (origin !== undefined && origin !== `http://${host}`)
    return `The Origin "${origin}" is not this page's.`;
  const site = headers["sec-fetch-site"];
  const isLink =
    isPage &&
    method === "GET" &&
    headers["sec-fetch-mode"] === "navigate" &&
    headers["sec-fetch-dest"] === "document";
  if (site !== undefined && site !== "same-origin" && site !== "none" && !isLink)
    return "The request comes from another page.";
  return undefined;
}

/**
 * Checks a request that changes or starts something.
 * @param token made at this start
 * @returns the reason to refuse it
 */
export function forged({ headers }: IncomingMessage, token: string): string | undefined {
  if (headers.origin !== `http://${headers.host}`) return "A write needs this page's Origin.";
  if (!/^application\/json(;|$)/.test(headers["content-type"] ?? "")) return "A write needs JSON.";
  const given = Buffer.from(String(headers["x-console-token"] ?? ""));
  const wanted = Buffer.from(token);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    return "The local cloud was started again since this page was opened. Reload the page.";
  return undefined;
}
