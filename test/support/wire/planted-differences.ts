import type { Change, ProxiedAnswer, ProxiedRequest } from "./changing-proxy.ts";

/** For each assumption that can be checked, a change of the service's answers with which it does not hold. */
export const plantedDifferences: Readonly<Record<string, Change>> = {
  "ice-unknown-job": (request) =>
    actionOf(request) === "GetLiveEditingJob" ? iceError(400, "InvalidParameter") : undefined,
  "ice-ids-per-call": (request) =>
    parameterOf(request, "MediaIds").split(",").length > 9 ? iceError(400, "InvalidParameter") : undefined,
  "ice-unknown-asset": (request, answer) =>
    actionOf(request).startsWith("BatchGet") ? edited(answer, { IgnoredList: [] }) : undefined,
  "ice-creation-times": (request, answer) =>
    parameterOf(request, "StartTime") === "" ? undefined : edited(answer, { EditingBatchJobList: [] }),
  "ice-page-tokens": (request, answer) =>
    actionOf(request).startsWith("List") ? edited(answer, { NextToken: "same" }) : undefined,
  "ice-state-words": (_, answer) => replaced(answer, '"Finished"', '"Resting"'),
  "ice-fields": (_, answer) => replaced(answer, '"EditingBatchJobList"', '"Number":1,"EditingBatchJobList"'),
  "ice-json-members": (_, answer) => replaced(answer, /"Features":\s*\{\}/g, '"Features":5'),
  "ice-error-form": (_, answer) => replaced(answer, '"Code"', '"ErrorCode"'),
  "ice-missing-parameter": (_, answer) => replaced(answer, '"MissingParameter"', '"Missing"'),
  "ice-wrong-signature": (_, answer) => replaced(answer, '"SignatureDoesNotMatch"', '"Forbidden"'),
  "ice-old-timestamp": (_, answer) => replaced(answer, '"InvalidTimeStamp.Expired"', '"Forbidden"'),
  "ice-used-nonce": (_, answer) => replaced(answer, '"SignatureNonceUsed"', '"ResourceNotFound"'),
  "ice-milliseconds": () => iceError(400, "IllegalTimestamp"),
  "ice-acs3": (request) =>
    request.headers.authorization === undefined ? undefined : iceError(400, "IncompleteSignature"),
  "sts-milliseconds": () => iceError(400, "InvalidTimeStamp.Format"),
  "fc-signature": (request) =>
    String(request.headers.authorization).startsWith("FC ") ? fcError(403, "SignatureNotMatch") : undefined,
  "fc-acs3": (request) =>
    String(request.headers.authorization).startsWith("ACS3") ? fcError(403, "SignatureNotMatch") : undefined,
  "fc-event": () => ({ status: 200, body: '{"statusCode":415,"headers":{},"body":"{}"}' }),
  "fc-error-type": (_, answer) => replaced(answer, '"errorType":"MissingParameter"', '"errorType":"Error"'),
  "fc-unknown-qualifier": () => ({ status: 400 }),
  "fc-unknown-function": () => ({ status: 500 }),
  "fc-wrong-signature": () => ({ status: 200 }),
  "trigger-signed": () => fcError(403, "SignatureNotMatch"),
  "trigger-unsigned": () => ({ status: 400, body: '{"code":"MissingParameter"}' }),
};

/** The proxy sees V1's parameters in the form, and ACS3's in headers and query. */
const parametersOf = ({ url, body }: ProxiedRequest) =>
  new URLSearchParams(`${url.split("?")[1] ?? ""}&${body}`);
const parameterOf = (request: ProxiedRequest, name: string) => parametersOf(request).get(name) ?? "";
const actionOf = (request: ProxiedRequest) => parameterOf(request, "Action");

const edited = (answer: ProxiedAnswer, change: object) =>
  answer.status === 200 ? { body: JSON.stringify({ ...JSON.parse(answer.body), ...change }) } : undefined;

const replaced = ({ body }: ProxiedAnswer, from: string | RegExp, to: string) => ({
  body: body.replace(from, to),
});

const iceError = (status: number, Code: string) => ({
  status,
  body: JSON.stringify({ RequestId: "R", HostId: "h", Code, Message: "m" }),
});

const fcError = (status: number, Code: string) => ({
  status,
  body: JSON.stringify({ RequestId: "1-0", Code, Message: "m" }),
});
