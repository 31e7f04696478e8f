import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Client, FunctionError } from "ims-functions";

/** What your own application knows. */
export interface Application {
  readonly client: Client;
  /** The signed-in user, or undefined. Replace this with your own sign-in. */
  readonly userOf: (request: IncomingMessage) => string | undefined;
  /** Whether a job is this user's. You know it since you submitted the job. */
  readonly owns: (user: string, jobId: string) => boolean;
}

const page = readFileSync(new URL("page.html", import.meta.url));
const script = readFileSync(new URL("page.js", import.meta.url));

/** Serves `/jobs/<ID>`, a page that shows a job's progress, and `/jobs/<ID>/lifecycle`, what the page asks for. */
export function createPageServer(application: Application): Server {
  return createServer((request, response) => {
    answer(application, request, response).catch(() => send(response, 503, { error: "Try again later." }));
  });
}

async function answer(
  { client, userOf, owns }: Application,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'");
  if (request.method !== "GET") return send(response, 405, { error: "Only GET." });
  if (request.url === "/page.js") return send(response, 200, script, "text/javascript");

  const [, jobId = "", part] = /^\/jobs\/([\w-]{1,64})(\/lifecycle)?$/.exec(request.url ?? "") ?? [];
  const user = userOf(request);
  if (user === undefined) return send(response, 401, { error: "Sign in first." });
  // The same answer for another user's job and for one that does not exist: it must not show which IDs exist.
  if (!owns(user, jobId)) return send(response, 404, { error: "There is no such job." });
  if (part === undefined) return send(response, 200, page, "text/html; charset=utf-8");

  try {
    const { lifecycle } = await client.invoke("GetMediaConvertJob", { JobId: jobId, fields: ["lifecycle"] });
    send(response, 200, lifecycle);
  } catch (error) {
    if (error instanceof FunctionError && error.code === "NotFound")
      return send(response, 404, { error: "There is no such job." });
    // Log the error here. The user sees nothing of it.
    response.setHeader("Retry-After", "10");
    send(response, 503, { error: "Try again later." });
  }
}

function send(response: ServerResponse, status: number, body: unknown, type?: string): void {
  response.writeHead(status, { "Content-Type": type ?? "application/json", "Cache-Control": "no-store" });
  response.end(type ? body : JSON.stringify(body));
}
