import type { ProblemDetails, ProblemError } from "../errors/problem.ts";
import { isObject } from "../json/value.ts";
import type { CallerKind } from "../validation/rules.ts";
import type { Caller, Result } from "./caller.ts";
import { etagOf, matches } from "./etag.ts";
import { readParameters } from "./http-parameters.ts";
import type { Headers, HttpRequest } from "./http-request.ts";

/** Seconds: the least that a Retry-After header asks for. */
const leastRetryAfter = 1;

/** What both HTTP callers share. */
export function httpCaller(kind: CallerKind, sizeLimit: number, request: HttpRequest): Caller {
  const headers = lowerCased(request.headers);
  return {
    kind,
    sizeLimit,
    requestId: headers["x-request-id"]?.match(/^[\w.-]{1,128}$/)?.[0],
    read: () => ({ parameters: readParameters(request, headers) }),
    answer: (result, requestId) => respond(request.method, headers, result, requestId),
    fail: (problem, details) => respondWithProblem(problem, details),
  };
}

function lowerCased(headers: unknown): Headers {
  const entries = Object.entries(isObject(headers) ? headers : {});
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === "string" ? [[name.toLowerCase(), value]] : [])),
  );
}

const commonHeaders = (requestId: string) => ({
  "x-request-id": requestId,
  "x-content-type-options": "nosniff",
});

function respond(method: string, headers: Headers, { json, steady, retryAfter }: Result, requestId: string) {
  const etag = method === "GET" ? etagOf(steady()) : undefined;
  // V8 takes a microsecond longer for an object that begins with `...`.
  const answerHeaders = {
    "cache-control": "private, no-cache",
    ...commonHeaders(requestId),
    ...(etag && { etag }),
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
  };
  const known = headers["if-none-match"];
  if (etag && known !== undefined && matches(known, etag)) return response(304, answerHeaders, "");
  return response(200, { "content-type": "application/json; charset=utf-8", ...answerHeaders }, json);
}

function respondWithProblem(problem: ProblemError, details: ProblemDetails) {
  const retryAfter = problem.code === "Throttled" || problem.retryAfterMs !== undefined;
  return response(
    details.status,
    {
      "content-type": "application/problem+json",
      ...commonHeaders(details.requestId),
      "cache-control": "no-store",
      ...(problem.code === "MethodNotAllowed" && { allow: "GET, POST" }),
      ...(retryAfter && {
        "retry-after": String(Math.max(leastRetryAfter, Math.ceil((problem.retryAfterMs ?? 0) / 1000))),
      }),
    },
    JSON.stringify(details),
  );
}

/** The four members that both an HTTP trigger and a classic API gateway want. */
function response(statusCode: number, headers: Readonly<Record<string, string>>, body: string) {
  return { statusCode, headers, isBase64Encoded: false, body };
}
