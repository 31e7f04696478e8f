import { describe, expect, it } from "vitest";
import { catalogue, type ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import { apiGatewayEvent, bytesOf, type HttpParts, httpTriggerEvent } from "../../../support/unit/events.ts";
import { recognised } from "../../../support/unit/recognised.ts";

const requestId = "1-675f2a1b-0009";
const json = '{"RequestId":"R-1","Job":{"JobId":"é"}}';
const result = { json, steady: () => json };

interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBase64Encoded: boolean;
  readonly body: string;
}

describe.each([
  ["an HTTP trigger", httpTriggerEvent],
  ["an API gateway", apiGatewayEvent],
])("through %s", (_, eventOf) => {
  const callerOf = (parts: HttpParts = {}) => recognised(bytesOf(eventOf(parts)));
  const answer = (parts: HttpParts = {}, changes: object = {}) =>
    callerOf(parts).answer({ ...result, ...changes }, requestId) as Response;
  const fail = (problem: ProblemError) => callerOf().fail(problem, problem.details(requestId)) as Response;

  it("an answer has the four members that both want, and says how it may be kept", () => {
    expect(answer()).toEqual({
      statusCode: 200,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "x-request-id": requestId,
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-cache",
        etag: expect.stringMatching(/^W\/"[\w-]{27}"$/),
      },
      isBase64Encoded: false,
      body: result.json,
    });
  });

  it("only a GET's answer has an ETag, and can be 304", () => {
    const { headers } = answer({ method: "POST", headers: { "If-None-Match": "*" } });
    expect(headers).not.toHaveProperty("etag");
    expect(answer({ method: "POST", headers: { "If-None-Match": "*" } }).statusCode).toBe(200);
  });

  it("an answer that the caller has is 304, with its headers but no body and no type", () => {
    const { etag = "" } = answer().headers;
    const headers = { "IF-NONE-MATCH": `"other", ${etag}` };
    expect(answer({ headers }, { retryAfter: 7 })).toEqual({
      statusCode: 304,
      headers: {
        "x-request-id": requestId,
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-cache",
        etag,
        "retry-after": "7",
      },
      isBase64Encoded: false,
      body: "",
    });
  });

  it.each([
    ["another validator", '"other"'],
    ["a word without quotes", "other"],
    ["a list of texts", ["*"]],
  ])("If-None-Match with %s gets the whole answer", (_, value) => {
    expect(answer({ headers: { "if-none-match": value } }).statusCode).toBe(200);
  });

  it("a job that is not done says when to ask again", () => {
    expect(answer({}, { retryAfter: 30 }).headers["retry-after"]).toBe("30");
    expect(answer().headers).not.toHaveProperty("retry-after");
  });

  it.each(Object.keys(catalogue) as ErrorCode[])("%s is answered as a problem document", (code) => {
    const problem = new ProblemError(code);
    const { statusCode, headers, body, isBase64Encoded } = fail(problem);
    expect([statusCode, isBase64Encoded]).toEqual([catalogue[code].status, false]);
    expect(JSON.parse(body)).toEqual(problem.details(requestId));
    expect(headers).toEqual({
      "content-type": "application/problem+json",
      "x-request-id": requestId,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      ...(code === "MethodNotAllowed" && { allow: "GET, POST" }),
      ...(code === "Throttled" && { "retry-after": "1" }),
    });
  });

  it.each([
    ["Throttled", 0, "1"],
    ["Throttled", 1000, "1"],
    ["Throttled", 1001, "2"],
    ["UpstreamUnavailable", 2500, "3"],
    ["UpstreamUnavailable", 0, "1"],
  ] as const)("%s that asked for %i ms says Retry-After in whole seconds", (code, retryAfterMs, seconds) => {
    expect(fail(new ProblemError(code, { retryAfterMs })).headers["retry-after"]).toBe(seconds);
  });

  it.each([
    ["1-675f2a1b-abcdef", "1-675f2a1b-abcdef"],
    ["A_b.c-9", "A_b.c-9"],
    ["x".repeat(128), "x".repeat(128)],
    ["x".repeat(129), undefined],
    ["", undefined],
    ["two words", undefined],
    ["line\nbreak", undefined],
    ["trailing\n", undefined],
    ["é", undefined],
    [["list"], undefined],
    [7, undefined],
  ])("the caller's own x-request-id %j is logged as %j", (given, logged) => {
    expect(callerOf({ headers: { "X-Request-Id": given } }).requestId).toBe(logged);
  });

  it("headers that are none do no harm", () => {
    for (const headers of [
      null,
      "x-request-id: a",
      ["a"],
      JSON.parse('{"__proto__": "a", "constructor": "b"}'),
    ]) {
      const caller = recognised(bytesOf({ ...eventOf(), headers }));
      expect(caller.requestId).toBeUndefined();
      expect((caller.answer(result, requestId) as Response).statusCode).toBe(200);
    }
  });
});
