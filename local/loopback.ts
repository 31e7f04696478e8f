import type { IncomingMessage } from "node:http";

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Says why a request may not be answered on this machine, or undefined when it may. A foreign Host is how a web
 * page reaches loopback by DNS rebinding, a foreign Origin is a web page that calls it outright.
 */
export function foreign(request: IncomingMessage): string | undefined {
  const { host = "", origin } = request.headers;
  if (!loopbackHost.test(host)) return `The Host "${host}" is not this machine.`;
  if (origin !== undefined && !loopbackHost.test(origin.replace(/^https?:\/\//i, "")))
    return `The Origin "${origin}" is not this machine.`;
  return undefined;
}
