import type { LoggedRequest } from "../../../local/ice/request-log.ts";

/** What the local ICE at a URL was asked, the calls to its STS left out. */
export const requestsAt = (iceUrl: string) => readLog(iceUrl, "GET");

/** The same; each request comes once. */
export const drainRequests = (iceUrl: string) => readLog(iceUrl, "DELETE");

async function readLog(iceUrl: string, method: "GET" | "DELETE"): Promise<readonly LoggedRequest[]> {
  const response = await fetch(`${iceUrl}/_control/requests`, { method });
  const { requests } = (await response.json()) as { requests: readonly LoggedRequest[] };
  return requests.filter(({ operation }) => operation !== "AssumeRole");
}
