import { z } from "zod";
import { type Answer, json, type Received } from "../http/exchange.ts";
import { newRequestId } from "./context.ts";
import type { Functions } from "./functions.ts";
import { eventBody, httpResult, joined, jsonValue, toAnswer } from "./http-event.ts";

/**
 * Passes a request on to a function as a classic API gateway does:
 * https://alibabacloud.com/help/en/fc/configure-an-api-gateway-trigger
 * @throws ServiceError
 */
export async function callThroughGateway(
  functions: Functions,
  functionName: string,
  request: Received,
): Promise<Answer> {
  const requestId = newRequestId();
  const event = {
    path: request.path,
    httpMethod: request.method,
    headers: joined(request.rawHeaders, (name) => name.toLowerCase()),
    queryParameters: joined(request.query),
    pathParameters: {},
    ...eventBody(request.body),
  };
  const outcome = await functions.invoke(functionName, Buffer.from(JSON.stringify(event)), {
    requestId,
    signal: request.hungUp,
  });
  const headers = { "x-ca-request-id": requestId };
  const refuse = (message: string) => json(503, { message, requestId }, headers);
  if (!outcome.ok) return refuse(`The function ended with ${outcome.errorType}: ${outcome.payload}`);
  const { data, error } = httpResult.safeParse(jsonValue(outcome.payload));
  if (error) return refuse(`The function's answer is no HTTP answer: ${z.prettifyError(error)}`);
  const answer = toAnswer(data);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
