import type { Assumption } from "./assumption.ts";
import * as functionCompute from "./function-compute-checks.ts";
import * as ice from "./ice-checks.ts";
import * as wire from "./wire-checks.ts";

/**
 * What the code takes for granted about ICE, STS, Function Compute and its callers, and what was not tested against the
 * live service: it is taken from documents, or chosen where they are silent.
 */
export const assumptions: readonly Assumption[] = [
  {
    id: "ice-unknown-job",
    assumes:
      "For an unknown JobId, ICE answers with a code that ends in NotFound, with status 404, or without the job.",
    reliedOnIn: ["shared/calls/job.ts", "shared/ice/upstream-error.ts", "cli/lib/smoke.ts"],
    howToCheck: "Ask each function for a job that does not exist.",
    check: { way: "functions", run: ice.unknownJob },
  },
  {
    id: "ice-ids-per-call",
    assumes: "ICE accepts as many MediaIds in one call as the functions send: 10.",
    reliedOnIn: ["functions/batch-get-yike-asset-media-infos/operation.ts", "shared/calls/batch.ts"],
    howToCheck: "Ask for 10 assets that do not exist.",
    check: { way: "functions", run: ice.idsPerCall },
  },
  {
    id: "ice-unknown-asset",
    assumes: "ICE lists each unknown MediaId in IgnoredList and does not fail the call.",
    reliedOnIn: ["shared/calls/batch.ts", "local/ice/batch.ts"],
    howToCheck: "Ask for 2 assets that do not exist.",
    check: { way: "functions", run: ice.unknownAsset },
  },
  {
    id: "ice-creation-times",
    assumes: "StartTime and EndTime of a list limit the times of creation.",
    reliedOnIn: ["functions/list-batch-media-producing-jobs/operation.ts", "shared/calls/list.ts", "s.yaml"],
    howToCheck: "List the seconds around and after the creation of the newest job.",
    check: { way: "functions", run: ice.creationTimes },
  },
  {
    id: "ice-page-tokens",
    assumes: "Each page of a list has another NextToken, and the last page has none.",
    reliedOnIn: ["shared/calls/list.ts"],
    howToCheck: "Follow three pages of one job each.",
    check: { way: "functions", run: ice.pageTokens },
  },
  {
    id: "ice-state-words",
    assumes: "The state words of jobs are those that the operations list.",
    reliedOnIn: ["functions/get-media-convert-job/operation.ts", "shared/job/lifecycle.ts"],
    howToCheck: "Look at the newest jobs of the list, and at jobs whose IDs are given.",
    check: { way: "functions", run: ice.stateWords },
  },
  {
    id: "ice-fields",
    assumes: "ICE's answers have the fields and types that the operations describe.",
    reliedOnIn: ["functions/get-media-convert-job/schema.ts", "shared/response/decode.ts", "client/types.ts"],
    howToCheck: "Compare the same answers with the descriptions.",
    check: { way: "functions", run: ice.describedFields },
  },
  {
    id: "ice-json-members",
    assumes: "UserData, Features and OverrideParams of a transcoding job are JSON text or objects.",
    reliedOnIn: ["functions/get-media-convert-job/schema.ts"],
    howToCheck: "Look at a transcoding job whose ID is given.",
    check: { way: "functions", run: ice.jsonMembers },
  },
  {
    id: "ice-error-form",
    assumes:
      "An error of ICE is JSON with RequestId, Code and Message and a status of 400 or more; an unknown operation is InvalidAction.",
    reliedOnIn: ["shared/ice/transport.ts", "shared/ice/upstream-error.ts", "local/ice/refusal.ts"],
    howToCheck: "Call an operation that does not exist.",
    check: { way: "ice", run: wire.errorForm },
  },
  {
    id: "ice-missing-parameter",
    assumes: "A call without its ID is refused with MissingParameter.",
    reliedOnIn: ["shared/ice/upstream-error.ts", "local/ice/ice.ts"],
    howToCheck: "Call GetMediaConvertJob without JobId.",
    check: { way: "ice", run: wire.missingParameter },
  },
  {
    id: "ice-wrong-signature",
    assumes: "A wrong signature is refused with SignatureDoesNotMatch or IncompleteSignature.",
    reliedOnIn: ["shared/ice/upstream-error.ts", "local/ice/access-keys.ts"],
    howToCheck: "Sign a call with another secret.",
    check: { way: "ice", run: wire.wrongSignature },
  },
  {
    id: "ice-old-timestamp",
    assumes: "A timestamp of an hour ago is refused with InvalidTimeStamp or IllegalTimestamp.",
    reliedOnIn: ["shared/ice/retry.ts", "shared/ice/upstream-error.ts", "local/ice/access-keys.ts"],
    howToCheck: "Sign a call with the time of an hour ago.",
    check: { way: "ice", run: wire.oldTimestamp },
  },
  {
    id: "ice-used-nonce",
    assumes: "A nonce that is used again is refused with SignatureNonceUsed.",
    reliedOnIn: ["shared/ice/retry.ts", "local/ice/access-keys.ts"],
    howToCheck: "Sign two calls with one nonce.",
    check: { way: "ice", run: wire.usedNonce },
  },
  {
    id: "ice-milliseconds",
    assumes: "ICE accepts timestamps with milliseconds.",
    reliedOnIn: ["local/ice/access-keys.ts"],
    howToCheck: "Sign a call with such a timestamp.",
    check: { way: "ice", run: wire.iceMilliseconds },
  },
  {
    id: "ice-acs3",
    assumes: "ICE accepts ACS3-HMAC-SHA256 beside signature version 1.",
    reliedOnIn: ["local/ice/signed.ts"],
    howToCheck: "Sign a call with ACS3-HMAC-SHA256.",
    check: { way: "ice", run: wire.acs3 },
  },
  {
    id: "ice-throttling",
    assumes: "ICE refuses too many calls with a code that contains Throttling, or with RequestsTooFrequent.",
    reliedOnIn: ["shared/ice/upstream-error.ts"],
    howToCheck: "More calls than ICE allows: watch the code `Throttled` in the functions' log.",
  },
  {
    id: "ice-retry-after",
    assumes: "The header x-acs-retry-after of a throttled call is in milliseconds.",
    reliedOnIn: ["shared/ice/upstream-error.ts"],
    howToCheck: "A throttled call: read its headers.",
  },
  {
    id: "ice-vpc-endpoint",
    assumes: "Inside a VPC, ICE answers at ice-vpc.<region>.aliyuncs.com.",
    reliedOnIn: ["shared/runtime/configuration.ts"],
    howToCheck: "A function in a VPC, with ICE_NETWORK=vpc.",
  },
  {
    id: "sts-milliseconds",
    assumes: "STS accepts timestamps with milliseconds.",
    reliedOnIn: ["local/ice/access-keys.ts"],
    howToCheck: "Sign a call of STS with such a timestamp.",
    check: { way: "sts", run: wire.stsMilliseconds },
  },
  {
    id: "fc-signature",
    assumes:
      "Function Compute accepts its SDK's own signature (FC key:signature) on the paths of version 3.0.",
    reliedOnIn: ["client/invoke.ts", "local/signing/fc.ts"],
    howToCheck: "Invoke a function with this signature.",
    check: { way: "invocations", run: functionCompute.fcSignature },
  },
  {
    id: "fc-acs3",
    assumes: "Function Compute accepts ACS3-HMAC-SHA256 for InvokeFunction.",
    reliedOnIn: ["local/fc/keys.ts", "local/console/example-calls.ts"],
    howToCheck: "Invoke a function with this signature.",
    check: { way: "invocations", run: functionCompute.acs3 },
  },
  {
    id: "fc-event",
    assumes:
      "InvokeFunction hands over the payload as the event or, where the function has an HTTP trigger, as the body of an HTTP event with X-Acs-Action and the function's name in its path.",
    reliedOnIn: [
      "shared/triggers/recognise.ts",
      "shared/triggers/wrapped.ts",
      "local/fc/http-event.ts",
      "client/invoke.ts",
      "tools/deploy/workflow.ts",
    ],
    howToCheck:
      "Invoke a function that has an HTTP trigger. The probe function shows which of the two forms it is.",
    check: { way: "invocations", run: functionCompute.payload },
  },
  {
    id: "fc-error-type",
    assumes: "A function's error is a 200 with the header x-fc-error-type; errorType is the error's name.",
    reliedOnIn: ["client/function-error.ts", "shared/errors/problem.ts"],
    howToCheck: "Invoke a function without a required parameter.",
    check: { way: "invocations", run: functionCompute.errorType },
  },
  {
    id: "fc-unknown-qualifier",
    assumes: "An unknown version or alias is refused with status 404.",
    reliedOnIn: ["client/invocation-error.ts", "local/fc/invoke-api.ts"],
    howToCheck: "Invoke a function with an alias that does not exist.",
    check: { way: "invocations", run: functionCompute.unknownQualifier },
  },
  {
    id: "fc-unknown-function",
    assumes: "An unknown function is refused with status 404.",
    reliedOnIn: ["client/invocation-error.ts", "local/fc/functions.ts"],
    howToCheck: "Invoke a function that does not exist.",
    check: { way: "invocations", run: functionCompute.unknownFunction },
  },
  {
    id: "fc-wrong-signature",
    assumes: "A wrong signature is refused with status 401 or 403.",
    reliedOnIn: ["client/invocation-error.ts", "local/fc/keys.ts"],
    howToCheck: "Sign an invocation with another secret.",
    check: { way: "invocations", run: functionCompute.wrongSignature },
  },
  {
    id: "fc-throttled",
    assumes: "A call is refused with status 429 while all instances are busy.",
    reliedOnIn: ["client/invocation-error.ts", "local/fc/pool.ts"],
    howToCheck: "More calls at once than a function may have instances.",
  },
  {
    id: "fc-timeout",
    assumes:
      "The errorMessage of a function that was killed at its timeout contains `timed out` or `timeout`.",
    reliedOnIn: ["client/function-error.ts", "local/fc/instance.ts"],
    howToCheck: "A function that runs for longer than its timeout.",
  },
  {
    id: "trigger-signed",
    assumes:
      "An HTTP trigger accepts ACS3-HMAC-SHA256 without a hash of the body, and the event is an HTTP request.",
    reliedOnIn: ["local/fc/http-trigger.ts", "local/fc/keys.ts", "shared/triggers/http-trigger.ts"],
    howToCheck: "Send a signed request without parameters.",
    check: { way: "trigger", run: functionCompute.signedTrigger },
  },
  {
    id: "trigger-unsigned",
    assumes: "With authType: function no unsigned request reaches a function.",
    reliedOnIn: ["s.yaml", "tools/deploy/verify/trigger-rules.ts"],
    howToCheck: "Send an unsigned request.",
    check: { way: "trigger", run: functionCompute.unsignedTrigger },
  },
  {
    id: "trigger-event",
    assumes:
      "An HTTP trigger's event has version v1; its headers may have any letter case; repeated values are joined by commas.",
    reliedOnIn: ["shared/triggers/http-trigger.ts", "local/fc/http-trigger.ts"],
    howToCheck: "The probe function, called through its HTTP trigger.",
  },
  {
    id: "trigger-plain-answer",
    assumes: "An HTTP trigger sends an answer without statusCode as the body of a 200.",
    reliedOnIn: ["local/fc/http-trigger.ts"],
    howToCheck: "A function of another project: the answers of these functions have a statusCode.",
  },
  {
    id: "timer-event",
    assumes: "A timer's event is triggerTime, triggerName and payload, which is text.",
    reliedOnIn: ["shared/triggers/timer.ts", "local/fc/timers.ts"],
    howToCheck: "The probe function, with its timer turned on.",
  },
  {
    id: "eventbridge-event",
    assumes:
      "EventBridge sends one CloudEvent for each event where batches are off; a schedule's text is in data.UserData.",
    reliedOnIn: ["shared/triggers/event-bridge.ts"],
    howToCheck: "The probe function as the target of an EventBridge rule and of a schedule.",
  },
  {
    id: "queue-event",
    assumes:
      "The trigger of a message queue sends one CloudEvent for each message where batches are off, with the message in data.messageBody.",
    reliedOnIn: ["shared/triggers/event-bridge.ts"],
    howToCheck: "The probe function with a trigger for a queue.",
  },
  {
    id: "ice-notification",
    assumes:
      "A notification of ICE has EventType, EventTime and MessageBody; MediaConvertComplete and BatchProduceMediaComplete have the job's ID in MessageBody.JobId, and ICE has none for storyboard jobs and live editing jobs.",
    reliedOnIn: [
      "functions/get-media-convert-job/operation.ts",
      "functions/list-batch-media-producing-jobs/operation.ts",
      "shared/triggers/notification.ts",
      "local/ice/notifications.ts",
    ],
    howToCheck: "The probe function as the target of ICE's notifications, and a job that ends.",
  },
  {
    id: "gateway-classic-event",
    assumes:
      "A classic API gateway sends httpMethod, path, headers and parameters, and wants all four members of an HTTP answer.",
    reliedOnIn: ["shared/triggers/api-gateway.ts", "local/fc/api-gateway.ts"],
    howToCheck: "The probe function behind a classic gateway.",
  },
  {
    id: "gateway-native-event",
    assumes: "A cloud-native API gateway sends the same event as an HTTP trigger.",
    reliedOnIn: ["shared/triggers/http-trigger.ts"],
    howToCheck: "The probe function behind a cloud-native gateway.",
  },
  {
    id: "gateway-import",
    assumes: "A cloud-native API gateway imports dist/openapi.json.",
    reliedOnIn: ["tools/deploy/openapi.ts"],
    howToCheck: "Import the file in a gateway's console.",
  },
  {
    id: "gateway-signed-trigger",
    assumes: "A cloud-native API gateway may call a trigger with authType: function.",
    reliedOnIn: ["s.yaml"],
    howToCheck: "A cloud-native gateway in front of the probe function.",
  },
  {
    id: "gateway-patience",
    assumes: "A gateway waits for an answer for 30 seconds.",
    reliedOnIn: ["shared/triggers/api-gateway.ts"],
    howToCheck: "A gateway in front of a function, and a call with wait=25.",
  },
  {
    id: "destination-size",
    assumes: "An asynchronous destination takes 128 KiB.",
    reliedOnIn: ["shared/triggers/timer.ts"],
    howToCheck: "A timer with a destination, and a sweep of more than 128 KiB.",
  },
  {
    id: "instance-frozen",
    assumes:
      "An instance may be frozen between invocations; idle connections and monotonic clocks may stop then.",
    reliedOnIn: ["shared/ice/post.ts", "shared/runtime/clock.ts"],
    howToCheck: "Two invocations with a pause: see `attempts` in the log of the second one.",
  },
  {
    id: "cloudflow-error-name",
    assumes: "A Task's error has the name that the function's error has in errorType.",
    reliedOnIn: ["tools/deploy/workflow.ts", "tools/deploy/wait-workflow.ts"],
    howToCheck: "Run the workflow for waiting with a JobId that does not exist: it ends as UnknownJob.",
  },
  {
    id: "cloudflow-resource",
    assumes:
      "A Task names a function of version 3.0 as acs:fc:<region>:<account>:functions/<name>/<qualifier>.",
    reliedOnIn: ["tools/deploy/workflow.ts", "tools/deploy/target.ts"],
    howToCheck: "Run the workflow for waiting.",
  },
  {
    id: "cloudflow-expressions",
    assumes:
      "intAdd and length work in constructors, `in` and && in conditions; Choice and Wait pass on their input.",
    reliedOnIn: ["tools/deploy/wait-workflow.ts", "tools/deploy/sweep-workflow.ts"],
    howToCheck: "Run both workflows.",
  },
  {
    id: "cloudflow-map",
    assumes:
      "A Map's items are the inputs of its inner flow, and its states count towards the execution's events.",
    reliedOnIn: ["tools/deploy/sweep-workflow.ts"],
    howToCheck: "Run the workflow for sweeping with at least one job in the list.",
  },
];
