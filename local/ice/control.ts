import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { ControlError } from "./control-error.ts";
import { controlRoutes } from "./control-routes.ts";
import { IceError } from "./errors.ts";
import type { Listener } from "./faults/fault.ts";
import type { World } from "./gateway.ts";
import { jsonReply, sendReply } from "./reply.ts";
import { readBody } from "./request.ts";

const bodyBytes = 64 << 20;

/** Answers a request to `/_control/…` with JSON: 200, or a 4xx whose `error` names what is wrong. */
export async function handleControl(
  world: World,
  listener: Listener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { handle, names } = route(request);
    const body = parseBody((await readBody(request, bodyBytes)).toString());
    const { document, afterwards } = handle(world, names, body);
    if (afterwards) response.on("finish", () => afterwards(listener));
    sendReply(response, jsonReply(200, document));
  } catch (error) {
    const [status, message] = explain(error);
    sendReply(response, jsonReply(status, { error: message }));
  }
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
    `There is no ${method} ${url}. There is: ${existing}.`,
    matches.length > 0 ? 405 : 404,
  );
}

/** What stands for the `<…>` of a route's path; undefined when the path is another. */
function namesIn(path: readonly string[], segments: readonly string[]): string[] | undefined {
  const isName = (part: string | undefined) => part?.startsWith("<") === true;
  if (path.length !== segments.length) return undefined;
  if (!segments.every((segment, index) => (isName(path[index]) ? segment !== "" : segment === path[index])))
    return undefined;
  try {
    return segments.filter((_, index) => isName(path[index])).map(decodeURIComponent);
  } catch {
    throw new ControlError("The path is not percent-encoded as it should be.");
  }
}

function parseBody(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ControlError(`The body is not JSON: ${(error as Error).message}`);
  }
}

function explain(error: unknown): [status: number, message: string] {
  if (error instanceof z.ZodError) return [400, error.issues.map(describe).join("; ")];
  if (error instanceof ControlError || error instanceof IceError) return [error.status, error.message];
  throw error;
}

function describe({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}
