import type { Operation } from "../../shared/operation.ts";
import { indentedJsonReply, type Reply, textReply } from "../http/reply.ts";
import { queryValue, type ReceivedRequest } from "../http/request.ts";
import { callThroughGateway } from "./api-gateway.ts";
import { methodNotAllowed, ServiceError } from "./errors.ts";
import { callHttpTrigger } from "./http-trigger.ts";
import { invokeFunction } from "./invoke-api.ts";
import type { Services } from "./services.ts";
import { fireTimer } from "./timers.ts";

export interface RoutesOptions {
  /** The operations that the API gateway serves. */
  readonly operations: readonly Pick<Operation, "name" | "functionName">[];
  /** Makes the text at `/`. The argument is the URL under which the host was called. */
  readonly page: (url: string) => string;
  /** The OpenAPI document at `/openapi.json`; undefined for none. */
  readonly openapi?: string | undefined;
}

interface Route {
  /** Its groups are the arguments of `answer`. */
  readonly path: RegExp;
  /** The only method accepted; undefined accepts every method. */
  readonly method?: "GET" | "POST";
  answer(request: ReceivedRequest, ...groups: string[]): Reply | Promise<Reply>;
}

/** Finds the answer to a request by its path. The function that is returned throws ServiceError. */
export function createRouter(
  services: Services,
  { operations, page, openapi }: RoutesOptions,
): (request: ReceivedRequest) => Promise<Reply> {
  const routes: readonly Route[] = [
    {
      path: /^\/$/,
      method: "GET",
      answer: ({ headers }) => textReply(200, "text/plain; charset=utf-8", page(`http://${headers.host}`)),
    },
    ...(openapi === undefined
      ? []
      : [{ path: /^\/openapi\.json$/, method: "GET" as const, answer: () => openapiReply(openapi) }]),
    { path: /^\/_health$/, method: "GET", answer: () => indentedJsonReply(200, { status: "ok" }) },
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
      answer: (request: ReceivedRequest) => callThroughGateway(services.functions, functionName, request),
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
      400,
      "PathNotSupported",
      `'${request.path}' against '${request.method}' is not supported; GET / lists all addresses; operations: ${known}`,
    );
  };
}

const openapiReply = (document: string) => textReply(200, "application/json", document);
