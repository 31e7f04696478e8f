import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { operation } from "../../functions/get-media-convert-job/operation.ts";

import { type WatchedCloud, watchedCloud } from "../support/cloud/watched-cloud.ts";
import { controlIce, requestsAt } from "../support/wire/ice-control.ts";

const timeoutMs = 1000;
const environment = { ICE_TIMEOUT_MS: String(timeoutMs) };

/** Stops the process of the only instance for as long as something takes. */
async function whileFrozen(cloud: WatchedCloud, happen: () => Promise<unknown>): Promise<void> {
  const [pid] = cloud.pids() as [number];
  process.kill(pid, "SIGSTOP");
  await happen();
  process.kill(pid, "SIGCONT");
}

/** The instance answered each time, and to one call asked ICE so often. */
function expectAnswers(cloud: WatchedCloud, attempts: readonly number[]): void {
  expect(new Set(cloud.pids()).size).toBe(1);
  expect(cloud.log().map(({ outcome, attempts }) => ({ outcome, attempts }))).toEqual(
    attempts.map((each) => ({ outcome: "answered", attempts: each })),
  );
}

test.each([
  { connection: "as it was", fault: undefined, pauseMs: 0, attempts: 1 },
  { connection: "reset when it is used again", fault: "closed-on-reuse", pauseMs: 0, attempts: 2 },
  { connection: "silent when it is used again", fault: "silent-on-reuse", pauseMs: 0, attempts: 2 },
  {
    connection: "idle for too long to be used again",
    fault: "silent-on-reuse",
    pauseMs: 11_000,
    attempts: 1,
  },
])("a frozen and thawed instance answers: its connection is $connection", async (row) => {
  const cloud = await watchedCloud(operation, environment, row);
  if (row.fault) await controlIce(cloud.iceUrl, "POST", "faults", { fault: row.fault });
  await cloud.ask();
  await whileFrozen(cloud, () => setTimeout(20));
  await cloud.ask();
  await expect.poll(() => cloud.log()).toHaveLength(2);
  expectAnswers(cloud, [1, row.attempts]);
});

test("a frozen and thawed instance answers: ICE has closed every connection meanwhile", async () => {
  const cloud = await watchedCloud(operation, environment);
  await cloud.ask();
  await whileFrozen(cloud, async () => {
    await controlIce(cloud.iceUrl, "POST", "faults", { fault: "refused", forMs: 20 });
    await expect.poll(() => requestsAt(cloud.iceUrl).catch(() => undefined)).toHaveLength(1);
  });
  await cloud.ask();
  await expect.poll(() => cloud.log()).toHaveLength(2);
  expectAnswers(cloud, [1, 1]);
});

test("an instance that is frozen in the middle of a call for longer than a try may take answers when it is thawed", async () => {
  const cloud = await watchedCloud(operation, environment);
  await controlIce(cloud.iceUrl, "POST", "faults", { fault: "drip", everyMs: 1 });
  const asked = cloud.ask();
  await expect.poll(() => requestsAt(cloud.iceUrl)).toHaveLength(1);
  await whileFrozen(cloud, () => setTimeout(timeoutMs + 200));
  expect((await asked).error).toBe(null);
  await expect.poll(() => cloud.log()).toHaveLength(1);
  expectAnswers(cloud, [2]);
});
