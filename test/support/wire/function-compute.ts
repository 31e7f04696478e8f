import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { closeServer, listen } from "../../../local/http/listen.ts";

export interface Invocation {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the service answers; a function answers by itself. */
export type Reply =
  | ((response: ServerResponse) => void)
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };

/** A server in Function Compute's place, which gives the same reply to every call. It goes after the test. */
export async function functionCompute(
  reply: Reply,
): Promise<{ url: string; invocations: readonly Invocation[] }> {
  const invocations: Invocation[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    invocations.push({ method, url, headers, body });
    if (typeof reply === "function") reply(response);
    else
      response
        .writeHead(reply.status ?? 200, { "x-fc-request-id": "1-abc-123", ...reply.headers })
        .end(reply.body);
  });
  const url = await listen(server, 0);
  onTestFinished(() => closeServer(server));
  return { url, invocations };
}

/** The reply of a function that threw: Function Compute's envelope around its error. */
export const thrown = (errorMessage: string, errorType?: string): Reply => ({
  headers: {
    "content-type": "application/json",
    "x-fc-error-type": errorType ? "HandledInvocationError" : "UnhandledInvocationError",
  },
  body: JSON.stringify({ errorMessage, ...(errorType && { errorType, stackTrace: [] }) }),
});
