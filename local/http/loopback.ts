import type { IncomingMessage } from "node:http";

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Checks that a request comes from this machine and not from a web page. A foreign Host is how a page reaches loopback
 * by DNS rebinding; a foreign Origin is a page that calls loopback directly.
 * @returns the reason to refuse the request; undefined when it may be answered
 */
export function foreign(request: IncomingMessage): string | undefined {
  const { headers } = request;
  const { host = "", origin } = headers;
  if (!loopbackHost.test(host)) return `The Host "${host}" is not this machine.`;
  if (origin !== undefined && !loopbackHost.test(origin.replace(/^https?:\/\//i, "")))
    return `The Origin "${origin}" is not this machine.`;
  // A page's images, scripts and frames send no Origin, but browsers say where the request comes from.
  if (headers["sec-fetch-site"] === "cross-site") return "The request comes from a page of another site.";
  return undefined;
}
