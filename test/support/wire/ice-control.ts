import type { LoggedRequest } from "../../../local/ice/logged-request.ts";
import type { Answer } from "./ice-clients.ts";

export interface ControlAnswer {
  readonly status: number;
  readonly document: Answer;
}

/** Sends a control request to the local ICE at a URL. Resolves with its answer, whatever that is. */
export async function askControl(
  iceUrl: string,
  method: "GET" | "PUT" | "POST" | "DELETE",
  path: string,
  body?: unknown,
): Promise<ControlAnswer> {
  const payload = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await fetch(`${iceUrl}/_control/${path}`, { method, ...payload });
  return { status: response.status, document: await response.json() };
}

/** The same. Rejects unless the local ICE accepts it. */
export async function controlIce(...request: Parameters<typeof askControl>): Promise<void> {
  const { status, document } = await askControl(...request);
  if (status !== 200) throw new Error(`${request[2]}: ${status} ${JSON.stringify(document)}`);
}

/** What the local ICE at a URL was asked, the calls to its STS left out. */
export const requestsAt = (iceUrl: string) => readLog(iceUrl, "GET");

/** The same; each request comes once. */
export const drainRequests = (iceUrl: string) => readLog(iceUrl, "DELETE");

async function readLog(iceUrl: string, method: "GET" | "DELETE"): Promise<readonly LoggedRequest[]> {
  const { document } = await askControl(iceUrl, method, "requests");
  const requests = document.requests as readonly LoggedRequest[];
  return requests.filter(({ operation }) => operation !== "AssumeRole");
}
