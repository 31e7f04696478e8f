import { describe, expect, test } from "vitest";
import { operation as transcoding } from "../../../../functions/get-media-convert-job/operation.ts";
import { operation as listing } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import type { Document } from "../../../../shared/operation.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { apiGatewayEvent, type HttpParts, httpTriggerEvent } from "../../../support/unit/events.ts";
import { invoke } from "../../../support/unit/invoke.ts";

const callers = [
  ["an HTTP trigger", httpTriggerEvent],
  ["an API gateway", apiGatewayEvent],
] as const;

const now = Date.parse("2025-01-02T03:04:05Z");
const job = (State: string, RequestId = "R"): Document => ({
  RequestId,
  Job: { JobId: "1", State, CreateTime: "2025-01-02T03:02:25Z" },
});

describe.each(callers)("%s", (_, eventOf) => {
  const call = (document: Document, parts: HttpParts = {}, at = now) =>
    invoke({
      operation: transcoding,
      event: eventOf({ query: { JobId: "1" }, ...parts }),
      respond: () => document,
      clock: scriptedClock(at),
    });

  test("gets the answer with its headers", async () => {
    const { http, requests } = await call(job("Success"));
    expect(http).toEqual({
      statusCode: 200,
      isBase64Encoded: false,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "private, no-cache",
        "x-content-type-options": "nosniff",
        "x-request-id": "1-675f2a1b-0001",
        etag: expect.stringMatching(/^W\/"[\w-]+"$/),
      },
      body: expect.stringContaining('{"RequestId":"R","Job":'),
    });
    expect(requests[0]?.parameters).toEqual({ JobId: "1" });
  });

  test("is told when to ask again while a single job is not done", async () => {
    expect((await call(job("Running"))).http.headers["retry-after"]).toBe("14");
    expect(
      (await call(job("Running"), { query: { JobId: "1", fields: "Job.State" } })).http.headers,
    ).toMatchObject({
      "retry-after": "14",
    });
    expect((await call(job("Failed"))).http.headers).not.toHaveProperty("retry-after");
  });

  test("is not told when to ask again for a list", async () => {
    const document = { EditingBatchJobList: [{ JobId: "1", Status: "Processing" }] };
    const { http, body } = await invoke({ operation: listing, event: eventOf(), respond: () => document });
    expect(body.EditingBatchJobList[0].lifecycle.retryAfter).toBe(30);
    expect(http.headers).not.toHaveProperty("retry-after");
  });

  test("gets the same tag for the same job, whenever and however ICE is asked", async () => {
    const first = await call(job("Running"));
    const later = await call(job("Running", "Another"), {}, now + 50_000);
    expect(later.http.headers["retry-after"]).toBe("17");
    expect(later.http.headers.etag).toBe(first.http.headers.etag);
  });

  test("gets another tag for another state, and for another view of the same", async () => {
    const plain = job("Running");
    const tags = await Promise.all([
      call(plain),
      call(job("Success")),
      call(plain, { query: { JobId: "1", fields: "Job" } }),
    ]);
    expect(new Set(tags.map((each) => each.http.headers.etag)).size).toBe(3);
  });

  test("that has the answer already gets a 304 without a body", async () => {
    const { http } = await call(job("Running"));
    const etag = http.headers.etag as string;
    const { http: again, requests } = await call(job("Running", "Another"), {
      headers: { "If-None-Match": etag },
    });
    expect(again).toEqual({
      statusCode: 304,
      isBase64Encoded: false,
      headers: {
        "cache-control": "private, no-cache",
        "x-content-type-options": "nosniff",
        "x-request-id": "1-675f2a1b-0001",
        "retry-after": "14",
        etag,
      },
      body: "",
    });
    expect(requests).toHaveLength(1);
    const changed = await call(job("Success"), { headers: { "If-None-Match": etag } });
    expect(changed.http.statusCode).toBe(200);
  });

  test("gets no tag for a POST", async () => {
    const parts = { method: "POST", query: {}, body: "JobId=1" };
    const headers = { "content-type": "application/x-www-form-urlencoded", "if-none-match": "*" };
    const { http } = await call(job("Success"), { ...parts, headers });
    expect(http.statusCode).toBe(200);
    expect(http.headers).not.toHaveProperty("etag");
  });

  test("gets a problem document", async () => {
    const { http } = await call(job("Success"), { query: { JobID: "1" } });
    expect(http.statusCode).toBe(400);
    expect(http.headers).toEqual({
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": "1-675f2a1b-0001",
    });
    expect(JSON.parse(http.body)).toEqual({
      type: "urn:problem-type:ims-functions:UnknownParameter",
      title: expect.any(String),
      status: 400,
      detail: expect.any(String),
      code: "UnknownParameter",
      retryable: false,
      requestId: "1-675f2a1b-0001",
      errors: [
        { parameter: "JobID", problem: "is not known; did you mean JobId?" },
        { parameter: "JobId", problem: "is missing" },
      ],
    });
  });

  test("is told how long ICE wants to be left alone", async () => {
    const { http, body } = await invoke({
      operation: transcoding,
      event: eventOf({ query: { JobId: "1" } }),
      respond: () => {
        throw new ProblemError("Throttled", {
          retryAfterMs: 90_001,
          upstream: { code: "Throttling.User", requestId: "U" },
        });
      },
    });
    expect(http.statusCode).toBe(429);
    expect(http.headers["retry-after"]).toBe("91");
    expect(body.upstream).toEqual({ code: "Throttling.User", requestId: "U" });
  });
});
