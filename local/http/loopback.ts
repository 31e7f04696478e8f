import type { IncomingMessage } from "node:http";

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Says why a request may not be answered on this machine, or undefined when it may. A foreign Host is how a web
 * page reaches loopback by DNS rebinding, a foreign Origin is a web page that calls it outright.
 */
export function foreign(request: IncomingMessage): string | undefined {
  const { headers } = request;
  const { host = "", origin } = headers;
  if (!loopbackHost.test(host)) return `The Host "${host}" is not this machine.`;
  if (origin !== undefined && !loopbackHost.test(origin.replace(/^https?:\/\//i, "")))
    return `The Origin "${origin}" is not this machine.`;
  // A page's images, scripts and frames come without an Origin, but browsers tell where they come from.
  if (headers["sec-fetch-site"] === "cross-site") return "The request comes from a page of another site.";
  return undefined;
}
