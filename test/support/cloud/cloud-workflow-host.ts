import type { Cloud } from "../../../local/cloud.ts";
import { sha256, signAcs3 } from "../../../local/signing/acs3.ts";
import type { WorkflowHost } from "../unit/cloudflow.ts";

/** CloudFlow beside the local cloud: its tasks invoke functions by signed InvokeFunction calls, its waits take no time. */
export function cloudWorkflowHost(cloud: Cloud, naps: number[] = []): WorkflowHost {
  return {
    sleep: async (seconds) => void naps.push(seconds),
    async invoke(resourceArn, event) {
      const [, name] = /functions\/(.+)\/LATEST$/.exec(resourceArn) ?? [];
      const path = `/2023-03-30/functions/${name}/invocations`;
      const body = JSON.stringify(event);
      const headers = { host: new URL(cloud.url).host, "x-fc-invocation-type": "Sync" };
      const request = { method: "POST", path, query: [], headers, bodyHash: sha256(body) };
      const signed = { ...headers, ...signAcs3(request, cloud.user, new Date()) };
      const response = await fetch(cloud.url + path, { method: "POST", headers: signed, body });
      const answer = (await response.json()) as Record<string, string>;
      if (!response.ok) throw Object.assign(new Error(answer.Message), { name: `FC.${answer.Code}` });
      if (response.headers.has("x-fc-error-type"))
        throw Object.assign(new Error(answer.errorMessage), { name: answer.errorType ?? "FC.Unknown" });
      return answer;
    },
  };
}
