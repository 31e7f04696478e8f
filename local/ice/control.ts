import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { parseJson } from "../../shared/json/parse.ts";
import { readBody } from "../http/body.ts";
import { jsonReply, sendReply } from "../http/reply.ts";
import { percentDecode } from "../signing/percent.ts";
import type { IceState } from "./calls.ts";
import { ControlError } from "./control-error.ts";
import { controlRoutes } from "./control-routes.ts";
import type { Listener } from "./faults/fault.ts";

/** The most bytes of a control request. */
const maxBody = 64 << 20;

/** Answers a request to `/_control/…` with JSON: 200, or a 4xx whose `error` says what is wrong. */
export async function handleControl(
  state: IceState,
  listener: Listener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { handle, names } = route(request);
    const body = parseBody(await readBody(request, maxBody));
    const { document, afterwards } = handle(state, names, body);
    if (afterwards) response.on("finish", () => afterwards(listener));
    sendReply(response, jsonReply(200, document));
  } catch (error) {
    const [status, message] = explain(error);
    sendReply(response, jsonReply(status, { error: message }));
  }
}

/** Does in this process what a control request does. */
export function controlIce(
  state: IceState,
  listener: Listener,
  route: string,
  names: readonly string[],
  body: unknown,
): unknown {
  const handle = controlRoutes[route];
  if (!handle) throw new ControlError(`There is no control request ${route}.`, 404);
  const { document, afterwards } = handle(state, names, body);
  afterwards?.(listener);
  return document;
}

function route({ method, url = "" }: IncomingMessage) {
  const segments = (url.split("?")[0] ?? "").replace(/\/$/, "").split("/");
  const matches = Object.keys(controlRoutes).flatMap((key) => {
    const [verb, path = ""] = key.split(" ");
    const names = namesIn(path.split("/"), segments);
    return names ? [{ verb, names, handle: controlRoutes[key] }] : [];
  });
  const found = matches.find(({ verb }) => verb === method);
  if (found?.handle) return { handle: found.handle, names: found.names };
  const existing = Object.keys(controlRoutes).join(", ");
  throw new ControlError(
    `There is no ${method} ${url}. Control requests are: ${existing}.`,
    matches.length > 0 ? 405 : 404,
  );
}

/** The values for the `<…>` of a route's path; undefined when the path does not match. */
function namesIn(path: readonly string[], segments: readonly string[]): string[] | undefined {
  const isName = (part: string | undefined) => part?.startsWith("<") === true;
  if (path.length !== segments.length) return undefined;
  if (!segments.every((segment, index) => (isName(path[index]) ? segment !== "" : segment === path[index])))
    return undefined;
  return segments
    .filter((_, index) => isName(path[index]))
    .map((segment) => {
      const name = percentDecode(segment);
      if (name === undefined) throw new ControlError(`"${segment}" in the path is not percent-encoded text.`);
      return name;
    });
}

/** @param body undefined when it was too large */
function parseBody(body: Buffer | undefined): unknown {
  if (!body) throw new ControlError(`The body is larger than ${maxBody} bytes.`, 413);
  const text = body.toString();
  if (text.trim() === "") return {};
  const value = parseJson(text);
  if (value === undefined) throw new ControlError("The body is not JSON.");
  return value;
}

/** The HTTP status and the text for an error of a control request. */
export function explain(error: unknown): [status: number, message: string] {
  if (error instanceof z.ZodError) return [400, error.issues.map(describe).join("; ")];
  if (error instanceof ControlError) return [error.status, error.message];
  throw error;
}

function describe({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}
