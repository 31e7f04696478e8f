import { createServer, request as send } from "node:http";
import { onTestFinished } from "vitest";
import { closeServer, listen } from "../../../local/http/listen.ts";

/** A request as the proxy received it. */
export interface ProxiedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface ProxiedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Changes an answer; undefined leaves it as it is. */
export type Change = (request: ProxiedRequest, answer: ProxiedAnswer) => Partial<ProxiedAnswer> | undefined;

/**
 * A proxy in front of a server on loopback, which passes on requests as they are, signatures and Host included, and
 * changes answers. It goes after the test.
 * @returns its URL
 */
export async function startChangingProxy(target: string, change: Change): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    const { method = "", url = "", headers } = incoming;
    const passed = send(new URL(url, target), { method, headers }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      const { "transfer-encoding": _, "content-length": __, ...rest } = response.headers;
      const answer = {
        status: response.statusCode ?? 0,
        headers: rest as Record<string, string>,
        body: text,
      };
      const sent = { ...answer, ...change({ method, url, headers, body }, answer) };
      outgoing.writeHead(sent.status, sent.headers).end(sent.body);
    });
    passed.on("error", () => outgoing.destroy());
    passed.end(body);
  });
  const url = await listen(server, 0);
  onTestFinished(() => closeServer(server));
  return url;
}
