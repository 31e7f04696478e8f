import type { Reply } from "../http/reply.ts";
import type { ReceivedRequest } from "../http/request.ts";
import { newRequestId } from "./context.ts";
import { ServiceError } from "./errors.ts";
import { invocationAsHttpEvent } from "./http-event.ts";
import type { Outcome } from "./instance.ts";
import { authenticateAcs3, authenticateFc } from "./keys.ts";
import type { Services } from "./services.ts";

/**
 * InvokeFunction, signed with ACS3-HMAC-SHA256 or as Function Compute's own SDKs sign:
 * https://help.aliyun.com/en/functioncompute/fc/developer-reference/api-fc-2023-03-30-invokefunction
 * @param qualifier only LATEST exists in this cloud
 * @throws ServiceError
 */
export async function invokeFunction(
  { functions, asynchronous, keys, invokeAsHttp, now }: Services,
  functionName: string,
  qualifier: string | undefined,
  request: ReceivedRequest,
): Promise<Reply> {
  const authenticate = request.headers.authorization?.startsWith("FC ") ? authenticateFc : authenticateAcs3;
  authenticate(request, keys, now());
  const config = functions.config(functionName);
  if (qualifier !== undefined && qualifier !== "LATEST") {
    const kind = /^\d+$/.test(qualifier) ? "version" : "alias";
    const code = kind === "version" ? "VersionNotFound" : "AliasNotFound";
    throw new ServiceError(404, code, `${kind} '${qualifier}' of function '${functionName}' does not exist`);
  }

  const requestId = newRequestId();
  const hasHttpTrigger = config.triggers.some(({ triggerType }) => triggerType === "http");
  const event =
    invokeAsHttp && hasHttpTrigger ? invocationAsHttpEvent(config, request, requestId, now()) : request.body;
  const type = request.headers["x-fc-invocation-type"] ?? "Sync";
  if (type === "Async") {
    asynchronous.submit(functionName, event, requestId);
    return accepted(requestId);
  }
  if (type !== "Sync")
    throw new ServiceError(400, "InvalidArgument", "x-fc-invocation-type must be Sync or Async");
  const outcome = await functions.invoke(functionName, event, { requestId, signal: request.hungUp });
  const reply = outcomeReply(outcome, requestId);
  if (request.headers["x-fc-log-type"] !== "Tail") return reply;
  const log = Buffer.from(outcome.log).toString("base64");
  return { ...reply, headers: { ...reply.headers, "x-fc-log-result": log } };
}

/** The reply to an asynchronous invocation. */
export const accepted = (requestId: string): Reply => ({
  status: 202,
  headers: { "x-fc-request-id": requestId },
  body: "",
});

/**
 * InvokeFunction's reply. Only a header tells a function's error from its answer.
 * @param errorStatus HTTP status for a function's error
 */
export function outcomeReply(outcome: Outcome, requestId: string, errorStatus = 200): Reply {
  const headers = { "x-fc-request-id": requestId };
  if (outcome.ok)
    return {
      status: 200,
      headers: { ...headers, "content-type": "application/octet-stream" },
      body: outcome.payload,
    };
  return {
    status: errorStatus,
    headers: { ...headers, "content-type": "application/json", "x-fc-error-type": outcome.errorType },
    body: outcome.payload,
  };
}
