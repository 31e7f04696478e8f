import { expect, test } from "vitest";
import { operation } from "../../../../functions/get-media-convert-job/operation.ts";
import { operation as storyboard } from "../../../../functions/get-yike-storyboard-job/operation.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import type { Document } from "../../../../shared/operation.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { contextOf } from "../../../support/unit/context.ts";
import { invoke } from "../../../support/unit/invoke.ts";
import { inTurn } from "../../../support/unit/upstream.ts";

const job = (State: string, more = {}): Document => ({ RequestId: "R", Job: { JobId: "1", State, ...more } });
const parameters = { JobId: "1", wait: 600 };
const patient = { function: { name: "test", memory: 512, timeout: 3_600 } };

test("asks again until the job is done", async () => {
  const respond = inTurn(job("Inited"), job("Running"), job("Complete"));
  const { body, requests, log } = await invoke({ operation, parameters, respond, context: patient });
  expect(body).toEqual({
    ...job("Complete"),
    lifecycle: expect.objectContaining({ phase: "succeeded", done: true }),
  });
  expect(requests.map((each) => each.parameters)).toEqual(Array(3).fill({ JobId: "1" }));
  expect(log).toMatchObject({ outcome: "answered", phase: "succeeded", attempts: 3 });
});

test("asks once without wait, whatever the state", async () => {
  const { body, requests } = await invoke({
    operation,
    parameters: { JobId: "1" },
    respond: () => job("Running"),
  });
  expect(requests).toHaveLength(1);
  expect(body).not.toHaveProperty("stopped");
  expect(body).not.toHaveProperty("next");
});

test("at its limit answers what it saw last, when to ask again and how", async () => {
  const clock = scriptedClock();
  const start = clock.wall();
  const { body, log } = await invoke({
    operation,
    parameters: { ...parameters, wait: "60", view: "decoded", fields: "lifecycle" },
    respond: () => job("Running", { CreateTime: new Date(start - 940_000).toISOString() }),
    clock,
    context: patient,
  });
  expect(clock.monotonic()).toBe(60_000);
  expect(body).toEqual({
    lifecycle: { phase: "running", state: "Running", done: false, partial: false, retryAfter: 45 },
    stopped: { reason: "limit" },
    next: { JobId: "1", wait: 60, view: "decoded", fields: ["lifecycle"] },
  });
  expect(log).toMatchObject({ level: "info", outcome: "incomplete", phase: "running" });
});

test.each([
  ["direct", 60, 58, "deadline"],
  ["http", 60, 58, "deadline"],
  ["timer", 60, 58, "deadline"],
  ["apigateway", 60, 24, "deadline"],
  ["apigateway", 20, 18, "deadline"],
  ["direct", 3_600, 600, "limit"],
] as const)("%s, with a timeout of %i s: ends after %i s (%s)", async (kind, timeout, seconds, reason) => {
  const clock = scriptedClock();
  const context = contextOf({ function: { name: "test", memory: 512, timeout } });
  const { body } = await invoke({
    operation,
    kind,
    parameters,
    respond: () => job("Running"),
    clock,
    context,
  });
  // Shaping what is held takes a little of the time: well under a millisecond.
  expect(Math.ceil(clock.monotonic())).toBe(seconds * 1000);
  expect(body).toMatchObject({ stopped: { reason }, next: parameters, lifecycle: { state: "Running" } });
});

test("follows a job's age where ICE tells it", async () => {
  const clock = scriptedClock();
  const start = clock.wall();
  const CreateTime = new Date(start - 200_000).toISOString();
  const respond = () => job(clock.wall() - start > 100_000 ? "Success" : "Running", { CreateTime });
  await invoke({ operation, parameters, respond, clock, context: patient });
  // The root of twice the age, less a tenth for the jitter: 18 s, then longer.
  expect(clock.sleeps[0]).toBeCloseTo(18_000);
  expect(clock.sleeps[1]).toBeCloseTo(900 * Math.sqrt(2 * 218));
});

test("polls by the usual length that the caller expects, and keeps it for the next call", async () => {
  const clock = scriptedClock();
  const given = { ...parameters, wait: 200, expect: "10m" };
  const CreateTime = new Date(clock.wall() - 200_000).toISOString();
  const respond = () => job("Running", { CreateTime });
  const { body } = await invoke({ operation, parameters: given, respond, clock, context: patient });
  // Three times the root of twice the age, less a tenth for the jitter.
  expect(clock.sleeps[0]).toBeCloseTo(54_000);
  expect(body.next).toEqual(given);
  expect(body.lifecycle.retryAfter).toBe(85);
});

test("tells when to ask again by what the caller expects", async () => {
  const clock = scriptedClock();
  const CreateTime = new Date(clock.wall() - 200_000).toISOString();
  const retryAfter = async (expected?: string) => {
    const given = { JobId: "1", ...(expected && { expect: expected }) };
    const respond = () => job("Running", { CreateTime });
    return (await invoke({ operation, parameters: given, respond, clock })).body.lifecycle.retryAfter;
  };
  expect([await retryAfter(), await retryAfter("10m"), await retryAfter("PT240S")]).toEqual([20, 60, 28]);
});

test("tells when to ask again by how long it waited where ICE does not tell the job's age", async () => {
  const clock = scriptedClock();
  clock.pass(3_600_000);
  const retryAfter = async (more = {}) => {
    const given = { JobId: "1", ...more };
    const respond = () => job("Running");
    const { body } = await invoke({ operation, parameters: given, respond, clock, context: patient });
    return body.lifecycle.retryAfter;
  };
  expect(await retryAfter({ wait: 200 })).toBe(20);
  expect(await retryAfter()).toBe(30);
});

test("holds one answer at a time, however often it polls", async () => {
  // A 24th of 128 MB is held at most: two of these answers, and a little.
  const large = job("Running", { UserData: "x".repeat(2_600_000) });
  const context = { function: { name: "test", memory: 128, timeout: 3_600 } };
  const { body, requests } = await invoke({ operation, parameters, respond: () => large, context });
  expect(requests.length).toBeGreaterThan(10);
  expect(body.stopped).toEqual({ reason: "limit" });
});

test("one failure that may pass does not end it", async () => {
  const clock = scriptedClock();
  const failure = new ProblemError("UpstreamUnavailable");
  const respond = inTurn(job("Running"), failure, failure, failure, failure, job("Success"));
  const { body, log } = await invoke({ operation, parameters, respond, clock, context: patient });
  expect(body.lifecycle.phase).toBe("succeeded");
  expect(log).toMatchObject({ level: "info", attempts: 6 });
});

test("ends at once when the job is no more", async () => {
  const respond = inTurn(job("Running"), { RequestId: "R" });
  const { body, error, requests } = await invoke({ operation, parameters, respond, context: patient });
  expect(requests).toHaveLength(2);
  expect([error?.name, body.code]).toEqual(["NotFound", "NotFound"]);
});

test("a state that goes backwards is waited for again", async () => {
  const respond = inTurn(
    { JobId: "1", JobStatus: "Odd" },
    { JobId: "1", JobStatus: "Running" },
    { JobId: "1", JobStatus: "Failed" },
  );
  const { body } = await invoke({ operation: storyboard, parameters, respond, context: patient });
  expect(body).toMatchObject({ JobStatus: "Failed", lifecycle: { phase: "failed", done: true } });
});
