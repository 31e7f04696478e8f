import type { Operation } from "../../shared/operation.ts";
import { type Answer, queryValue, type Received } from "../http/exchange.ts";
import { callThroughGateway } from "./api-gateway.ts";
import { methodNotAllowed, ServiceError } from "./errors.ts";
import { callHttpTrigger } from "./http-trigger.ts";
import { invokeFunction } from "./invoke-api.ts";
import type { Services } from "./services.ts";
import { fireTimer } from "./timers.ts";

export interface RoutesOptions {
  /** What the API gateway knows. */
  readonly operations: readonly Pick<Operation, "name" | "functionName">[];
  /** The text at `/`, for the URL by which the host was asked. */
  readonly page: (url: string) => string;
}

interface Route {
  /** Its groups go to `answer`. */
  readonly path: RegExp;
  /** The only method taken; each when absent. */
  readonly method?: "GET" | "POST";
  answer(request: Received, ...groups: string[]): Answer | Promise<Answer>;
}

/** Answers a request by its path. The answer's function throws ServiceError. */
export function createRouter(
  services: Services,
  { operations, page }: RoutesOptions,
): (request: Received) => Promise<Answer> {
  const routes: readonly Route[] = [
    {
      path: /^\/$/,
      method: "GET",
      answer: ({ headers }) => ({
        status: 200,
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: page(`http://${headers.host}`),
      }),
    },
    {
      path: /^\/http-triggers\/([^/]+)(\/.*)?$/,
      answer: (request, functionName = "", rawPath = "/") =>
        callHttpTrigger(services, functionName, rawPath, request),
    },
    {
      path: /^\/2023-03-30\/functions\/([^/]+)\/invocations$/,
      method: "POST",
      answer: (request, functionName = "") =>
        invokeFunction(services, functionName, queryValue(request, "qualifier"), request),
    },
    {
      path: /^\/2016-08-15\/services\/[^/.]+(?:\.([^/]+))?\/functions\/([^/]+)\/invocations$/,
      method: "POST",
      answer: (request, qualifier, functionName = "") =>
        invokeFunction(services, functionName, qualifier ?? queryValue(request, "qualifier"), request),
    },
    {
      path: /^\/timers\/([^/]+)\/([^/]+)$/,
      method: "POST",
      answer: (request, functionName = "", triggerName = "") =>
        fireTimer(services, functionName, triggerName, request),
    },
    ...operations.map(({ name, functionName }) => ({
      path: new RegExp(`^/${name}$`),
      answer: (request: Received) => callThroughGateway(services.functions, functionName, request),
    })),
  ];

  return async (request) => {
    for (const { path, method, answer } of routes) {
      const match = path.exec(request.path);
      if (!match) continue;
      if (method && method !== request.method) throw methodNotAllowed([method]);
      return answer(request, ...match.slice(1));
    }
    const known = operations.map(({ name }) => `/${name}`).join(", ");
    throw new ServiceError(
      404,
      "PathNotSupported",
      `nothing is at ${request.path}; GET / says what is where: ${known}`,
    );
  };
}
