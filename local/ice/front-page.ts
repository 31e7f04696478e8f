import type { IncomingMessage } from "node:http";
import { controlRoutes } from "./control-routes.ts";

/** What somebody sees who opens the server's address. */
export const frontPage = `ICE (2020-11-09) and STS (2015-04-01) on this machine: GET or POST /, signed.

Control, JSON in and out:
${Object.keys(controlRoutes)
  .map((route) => `  ${route}`)
  .join("\n")}
`;

/** Whether a request is nobody's call: it names no action, neither in a query nor, as ACS3 does, in a header. */
export function isVisit({ method, url, headers }: IncomingMessage): boolean {
  return method === "GET" && url === "/" && headers["x-acs-action"] === undefined;
}
