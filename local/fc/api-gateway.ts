import { newRequestId } from "./context.ts";
import type { Functions } from "./functions.ts";
import { type Answer, json, type Received } from "./http.ts";
import { eventBody, httpResult, joined, toAnswer } from "./http-event.ts";
import type { Outcome } from "./instance.ts";

/**
 * Passes a request on to a function as a classic API gateway does:
 * https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/user-guide/use-function-compute-as-the-backend-service
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
  const result = outcome.ok ? httpResult(outcome.payload) : undefined;
  if (result?.headers && result.body !== undefined && result.isBase64Encoded !== undefined) {
    const answer = toAnswer(result);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }
  return json(503, { message: reason(outcome), requestId }, headers);
}

const reason = (outcome: Outcome) =>
  outcome.ok
    ? "The function's answer lacks one of statusCode, headers, isBase64Encoded and body."
    : `The function ended with ${outcome.errorType}: ${outcome.payload}`;
