import * as z from "zod";
import { parseJson } from "../../shared/json/parse.ts";
import { indentedJsonReply, type Reply } from "../http/reply.ts";
import type { ReceivedRequest } from "../http/request.ts";
import { newRequestId } from "./context.ts";
import type { Functions } from "./functions.ts";
import { eventBody, httpResult, joinValues, toReply } from "./http-event.ts";

/**
 * Invokes a function with a request, as a classic API gateway does:
 * https://alibabacloud.com/help/en/fc/configure-an-api-gateway-trigger
 * @throws ServiceError
 */
export async function callThroughGateway(
  functions: Functions,
  functionName: string,
  request: ReceivedRequest,
): Promise<Reply> {
  const requestId = newRequestId();
  const event = {
    path: request.path,
    httpMethod: request.method,
    headers: joinValues(request.rawHeaders, (name) => name.toLowerCase()),
    queryParameters: joinValues(request.query),
    pathParameters: {},
    ...eventBody(request.body),
  };
  const outcome = await functions.invoke(functionName, Buffer.from(JSON.stringify(event)), {
    requestId,
    signal: request.hungUp,
  });
  const headers = { "x-ca-request-id": requestId };
  const refuse = (message: string) => indentedJsonReply(503, { message, requestId }, headers);
  if (!outcome.ok) return refuse(`The function ended with ${outcome.errorType}: ${outcome.payload}`);
  const { data, error } = httpResult.safeParse(parseJson(outcome.payload.toString()));
  if (error) return refuse(`The function's answer is not an HTTP answer: ${z.prettifyError(error)}`);
  const reply = toReply(data);
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
