import type { LoggedRequest } from "../../local/ice/request-log.ts";

/** What the local ICE at a URL was asked, the calls to its STS left out. */
export async function requestsAt(iceUrl: string): Promise<readonly LoggedRequest[]> {
  const response = await fetch(`${iceUrl}/_control/requests`);
  const { requests } = (await response.json()) as { requests: readonly LoggedRequest[] };
  return requests.filter(({ operation }) => operation !== "AssumeRole");
}
