import type { IncomingMessage } from "node:http";
import { controlRoutes } from "./control-routes.ts";

/** The text at the server's address. */
export const frontPage = `ICE (2020-11-09) and STS (2015-04-01) in the local cloud: GET or POST /, signed.

Control requests, JSON in and out:
${Object.keys(controlRoutes)
  .map((route) => `  ${route}`)
  .join("\n")}
`;

/** Whether a request is no call: it names no action, neither in a query nor in a header, as ACS3 does. */
export function isPageRequest({ method, url, headers }: IncomingMessage): boolean {
  return method === "GET" && url === "/" && headers["x-acs-action"] === undefined;
}
