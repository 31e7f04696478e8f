import * as z from "zod";
import { parseJson } from "../../shared/json/parse.ts";
import type { Reply } from "../http/reply.ts";
import type { ReceivedRequest } from "../http/request.ts";
import { newRequestId } from "./context.ts";
import { methodNotAllowed, ServiceError } from "./errors.ts";
import { type HttpResult, httpEvent, httpResult, toReply } from "./http-event.ts";
import { accepted, outcomeReply } from "./invoke-api.ts";
import { authenticateAcs3 } from "./keys.ts";
import type { HttpTrigger } from "./manifest.ts";
import type { Services } from "./services.ts";

// Limits in bytes; that of the head holds for requests and answers: https://www.alibabacloud.com/help/en/fc/http-handlers-2
const maxHead = 8 * 1024;
const maxTarget = 4 * 1024;

/**
 * Answers a request to a function's HTTP trigger, with the event and the answers of a built-in runtime:
 * https://www.alibabacloud.com/help/en/functioncompute/fc/http-trigger-invoking-function
 * @param rawPath the rest of the path after the trigger's own address, percent-encoded
 * @throws ServiceError
 */
export async function callHttpTrigger(
  services: Services,
  functionName: string,
  rawPath: string,
  request: ReceivedRequest,
): Promise<Reply> {
  const { functions, asynchronous, now } = services;
  const config = functions.config(functionName);
  const trigger = config.triggers.find((candidate) => candidate.triggerType === "http");
  if (!trigger)
    throw new ServiceError(404, "TriggerNotFound", `function '${functionName}' has no HTTP trigger`);
  admit(trigger, rawPath, request, services);

  const requestId = newRequestId();
  const event = httpEvent(config, rawPath, request, requestId, now());
  if (request.headers["x-fc-invocation-type"] === "Async") {
    asynchronous.submit(functionName, event, requestId);
    return accepted(requestId);
  }
  const outcome = await functions.invoke(functionName, event, { requestId, signal: request.hungUp });
  if (!outcome.ok) return outcomeReply(outcome, requestId, 502);
  const reply = toReply(readTriggerResult(outcome.payload));
  if (headSize(Object.entries(reply.headers)) > maxHead)
    throw new ServiceError(
      502,
      "BadResponse",
      `the head of the function's answer is larger than ${maxHead} bytes`,
    );
  return { ...reply, headers: { ...reply.headers, "x-fc-request-id": requestId } };
}

function admit(
  trigger: HttpTrigger,
  rawPath: string,
  request: ReceivedRequest,
  { keys, now }: Services,
): void {
  const { authType, methods } = trigger.triggerConfig;
  const target = rawPath.length + request.target.length - request.path.length;
  if (headSize(request.rawHeaders) > maxHead) throw tooLarge("headers", maxHead);
  if (target > maxTarget) throw tooLarge("path and query", maxTarget);
  if (!methods.includes(request.method)) throw methodNotAllowed(methods);
  if (authType === "function") authenticateAcs3(request, keys, now());
}

const tooLarge = (what: string, limit: number) =>
  new ServiceError(400, "InvalidArgument", `the ${what} are larger than ${limit} bytes`);

const headSize = (pairs: readonly (readonly [string, string])[]) =>
  pairs.reduce((size, [name, value]) => size + name.length + value.length + 4, 0);

const { headers, isBase64Encoded, body } = httpResult.shape;
const triggerResult = httpResult.extend({
  headers: headers.default({}),
  isBase64Encoded: isBase64Encoded.default(false),
  body: body.default(""),
});

/**
 * Reads a function's answer to an HTTP trigger. An answer without a statusCode is the body of a 200.
 * @throws ServiceError BadResponse
 */
function readTriggerResult(payload: Buffer): HttpResult {
  const value = parseJson(payload.toString());
  if (typeof value !== "object" || value === null || !("statusCode" in value))
    return {
      statusCode: 200,
      headers: { "content-type": "application/json" },
      isBase64Encoded: true,
      body: payload.toString("base64"),
    };
  const { data, error } = triggerResult.safeParse(value);
  if (data) return data;
  throw new ServiceError(
    502,
    "BadResponse",
    `the function's answer is not an HTTP answer: ${z.prettifyError(error)}`,
  );
}
