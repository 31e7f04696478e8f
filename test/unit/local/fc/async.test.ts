import { expect, test } from "vitest";
import { createAsyncInvoker } from "../../../../local/fc/async.ts";
import { ServiceError } from "../../../../local/fc/errors.ts";
import type { Functions } from "../../../../local/fc/functions.ts";
import type { Outcome } from "../../../../local/fc/instance.ts";
import type { FunctionConfig } from "../../../../local/fc/manifest.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";

const done: Outcome = { ok: true, payload: Buffer.from("done"), log: "" };
const failed: Outcome = {
  ok: false,
  errorType: "HandledInvocationError",
  payload: Buffer.from("{}"),
  log: "",
};
const busy = new ServiceError(429, "ResourceThrottled", "busy");
const unassumable = new ServiceError(403, "AccessDenied", "no such role");

const config = {
  name: "fn",
  region: "cn-test",
  asyncInvokeConfig: { maxAsyncRetryAttempts: 2, maxAsyncEventAgeInSeconds: 60, destinationConfig: {} },
} as FunctionConfig;

/** Submits one event to a function that gives these results in turn; tells what happened until it ended. */
async function submit(results: (Outcome | ServiceError)[]) {
  const retries: (number | undefined)[] = [];
  const lines: string[] = [];
  const clock = scriptedClock();
  const functions: Functions = {
    config: () => config,
    reload() {},
    close: async () => {},
    async invoke(_, __, { retryCount }) {
      retries.push(retryCount);
      const result = results.shift() ?? done;
      if (result instanceof ServiceError) throw result;
      return result;
    },
  };
  createAsyncInvoker(functions, clock, (_, line) => lines.push(line)).submit(
    "fn",
    Buffer.from("event"),
    "1-id",
  );
  await new Promise((resolve) => setImmediate(resolve));
  return { retries, pauses: clock.sleeps, lines };
}

test("a success is not tried again", async () => {
  expect(await submit([done])).toEqual({ retries: [0], pauses: [], lines: [] });
});

test("a function's error is tried again with growing pauses, as often as configured", async () => {
  expect(await submit([failed, failed, done])).toEqual({
    retries: [0, 1, 2],
    pauses: [500, 1000],
    lines: [],
  });
  const { retries, lines } = await submit([failed, failed, failed, done]);
  expect(retries).toEqual([0, 1, 2]);
  expect(lines).toEqual(["asynchronous invocation 1-id ended: RetriesExhausted, invoked 3×"]);
});

test("a busy function is tried until the event is too old, without using up its retries", async () => {
  expect((await submit([busy, busy, busy, busy, failed, done])).retries).toEqual([0, 1, 2, 3, 4, 5]);
  const { pauses, lines } = await submit(Array(20).fill(busy));
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000]);
  expect(lines).toEqual(["asynchronous invocation 1-id ended: EventAgeExceeded, invoked 7×"]);
});

test("another refusal ends the invocation and is logged", async () => {
  const { retries, lines } = await submit([unassumable]);
  expect(retries).toEqual([0]);
  expect(lines).toEqual([expect.stringMatching(/1-id.*no such role/)]);
});
