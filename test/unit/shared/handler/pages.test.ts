import { describe, expect, test } from "vitest";
import { operation } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import type { Document } from "../../../../shared/operation.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { timerEvent } from "../../../support/unit/events.ts";
import { invoke } from "../../../support/unit/invoke.ts";
import { inTurn } from "../../../support/unit/upstream.ts";

const page = (JobId: string, NextToken?: string): Document => ({
  RequestId: "R",
  EditingBatchJobList: [{ JobId, Status: "Finished" }],
  ...(NextToken && { NextToken }),
});
const jobIds = (body: Document) =>
  (body.EditingBatchJobList as { JobId: string }[]).map((each) => each.JobId);

describe("pages", () => {
  test("asks for one page where none are given, and leaves its token", async () => {
    const { body, requests } = await invoke({ operation, respond: () => page("1", "t==") });
    expect(requests.map((each) => each.parameters)).toEqual([{}]);
    expect(body.NextToken).toBe("t==");
    expect(body).not.toHaveProperty("stopped");
  });

  test("gives each item the lifecycle that is its own, whatever its neighbours have", async () => {
    const old = "2020-01-01T00:00:00Z";
    const states = ["Finished", "Finished", "Failed", "Processing", "Processing", "Teleporting", "Finished"];
    const EditingBatchJobList = states.map((Status) => ({ JobId: "1", Status, CreateTime: old }));
    const { body } = await invoke({ operation, respond: () => ({ RequestId: "R", EditingBatchJobList }) });
    const ended = { done: true, partial: false };
    const open = { done: false, partial: false, retryAfter: 300 };
    expect(body.EditingBatchJobList.map((each: Document) => each.lifecycle)).toEqual([
      { phase: "succeeded", state: "Finished", ...ended },
      { phase: "succeeded", state: "Finished", ...ended },
      { phase: "failed", state: "Failed", ...ended },
      { phase: "running", state: "Processing", ...open },
      { phase: "running", state: "Processing", ...open },
      { phase: "unknown", state: "Teleporting", ...open },
      { phase: "succeeded", state: "Finished", ...ended },
    ]);
  });

  test("follows the tokens with the same parameters", async () => {
    const respond = inTurn(page("1", "a"), page("2", "b"), page("3"));
    const parameters = { pages: "all", MaxResults: "1", Status: "Finished" };
    const { body, requests, log } = await invoke({ operation, parameters, respond });
    const asked = { MaxResults: "1", Status: "Finished" };
    expect(requests.map((each) => each.parameters)).toEqual([
      asked,
      { ...asked, NextToken: "a" },
      { ...asked, NextToken: "b" },
    ]);
    expect(jobIds(body)).toEqual(["1", "2", "3"]);
    expect(body).not.toHaveProperty("stopped");
    expect(log).toMatchObject({
      outcome: "answered",
      attempts: 3,
      parameters: ["MaxResults", "Status", "pages"],
    });
  });

  test("at the limit tells the whole next call", async () => {
    const clock = scriptedClock(Date.parse("2025-01-02T03:04:05Z"));
    const respond = inTurn(page("1", "a"), page("2", "b"));
    const parameters = { pages: 2, since: "1h", view: "decoded", fields: "EditingBatchJobList[].JobId" };
    const { body } = await invoke({ operation, parameters, respond, clock });
    expect(body).toEqual({
      EditingBatchJobList: [{ JobId: "1" }, { JobId: "2" }],
      stopped: { reason: "limit" },
      next: {
        StartTime: "2025-01-02T02:04:05Z",
        EndTime: "2025-01-02T03:04:05Z",
        NextToken: "b",
        pages: 2,
        view: "decoded",
        fields: ["EditingBatchJobList[].JobId"],
      },
    });
  });

  test("starts where it is told, and ends on that token", async () => {
    const respond = inTurn(page("1", "b"), page("2", "a"));
    const { body, requests } = await invoke({
      operation,
      parameters: { pages: "all", NextToken: "a" },
      respond,
    });
    expect(requests.map((each) => each.parameters.NextToken)).toEqual(["a", "b"]);
    expect(body.stopped).toEqual({ reason: "repeatedToken" });
    expect(body).not.toHaveProperty("next");
  });

  test("keeps what it got before a failure", async () => {
    const respond = inTurn(page("1", "a"), new ProblemError("UpstreamUnavailable"));
    const { body, error, log } = await invoke({ operation, parameters: { pages: 9 }, respond });
    expect(error).toBeUndefined();
    expect(jobIds(body)).toEqual(["1"]);
    expect(body).toMatchObject({
      stopped: { reason: "error", code: "UpstreamUnavailable" },
      next: { NextToken: "a", pages: 9 },
    });
    expect(log).toMatchObject({ outcome: "incomplete", attempts: 4 });
  });

  test("ends at the deadline, of which each page takes its time", async () => {
    const clock = scriptedClock();
    const { body, requests } = await invoke({
      operation,
      parameters: { pages: "all" },
      clock,
      respond: ({ timeoutMs }, index) => {
        clock.pass(Math.min(9_000, timeoutMs));
        return page(String(index), `t${index}`);
      },
    });
    // Of 60 s a second is left for the answer.
    expect(requests).toHaveLength(7);
    // What is held takes a little of the time: well under a millisecond.
    expect(requests.map((each) => Math.ceil(each.timeoutMs))).toEqual(
      [10, 10, 10, 10, 10, 10, 5].map((each) => each * 1000),
    );
    expect(body).toMatchObject({ stopped: { reason: "deadline" }, next: { NextToken: "t5" } });
  });

  test("ends when the answer nears what the caller takes", async () => {
    const large = (index: number): Document => ({
      ...page(String(index), `t${index}`),
      EditingBatchJobList: [{ JobId: String(index), UserData: "x".repeat(30_000) }],
    });
    const respond = (_: unknown, index: number) => large(index);
    const whole = await invoke({ operation, kind: "timer", parameters: { pages: "all" }, respond });
    expect(jobIds(whole.body)).toEqual(["0", "1", "2"]);
    expect(whole.body).toMatchObject({
      stopped: { reason: "limit" },
      next: { NextToken: "t2", pages: "all" },
    });
    // Only what is answered counts.
    const parameters = { pages: 20, fields: "EditingBatchJobList[].JobId" };
    const picked = await invoke({ operation, kind: "timer", parameters, respond });
    expect(jobIds(picked.body)).toHaveLength(20);
  });

  test("an account of drift on any page reaches the log", async () => {
    const respond = inTurn({ ...page("1", "a"), Strange: 1 }, page("2"));
    const { log } = await invoke({ operation, parameters: { pages: "all" }, respond });
    expect(log).toMatchObject({ level: "warn", drift: [{ path: "Strange", kind: "unknown field" }] });
  });
});

describe("since", () => {
  const respond = () => page("1");

  test("counts from a timer's time", async () => {
    const event = timerEvent({ since: "PT15M" }, "2025-01-02T00:05:00Z");
    const { requests } = await invoke({ operation, event, respond });
    expect(requests[0]?.parameters).toEqual({
      StartTime: "2025-01-01T23:50:00Z",
      EndTime: "2025-01-02T00:05:00Z",
    });
  });

  test.each(["direct", "http", "apigateway"] as const)("counts from now: %s", async (kind) => {
    const clock = scriptedClock(Date.parse("2025-01-02T03:04:05.678Z"));
    const { requests } = await invoke({ operation, kind, parameters: { since: "2d" }, clock, respond });
    expect(requests[0]?.parameters).toEqual({
      StartTime: "2024-12-31T03:04:05Z",
      EndTime: "2025-01-02T03:04:05Z",
    });
  });
});
