import { expect, test } from "vitest";
import { operation } from "../../functions/get-media-convert-job/operation.ts";

import { watchedCloud } from "../support/cloud/watched-cloud.ts";
import { sampleOf } from "../support/unit/samples.ts";
import { controlIce, requestsAt } from "../support/wire/ice-control.ts";

const callers = 5;

test.each([
  ["is killed", "SIGKILL"],
  ["exits", "SIGUSR2"],
] as const)("an instance that %s in the middle of an invocation loses that one alone", async (_, signal) => {
  const cloud = await watchedCloud(operation);
  await controlIce(cloud.iceUrl, "POST", "faults", { fault: "stall", times: callers });
  const asked = Array.from({ length: callers }, () => cloud.ask());
  await expect.poll(() => requestsAt(cloud.iceUrl)).toHaveLength(callers);
  await expect.poll(() => new Set(cloud.pids()).size).toBe(callers);

  process.kill(cloud.pids()[2] as number, signal);
  await controlIce(cloud.iceUrl, "POST", "faults", { fault: "refused", forMs: 1 });
  const got = await Promise.all(asked);

  const lost = got.filter(({ error }) => error !== null);
  expect(lost).toMatchObject([{ error: "UnhandledInvocationError" }]);
  expect(JSON.parse(lost[0]?.text ?? "")).toEqual({
    errorMessage: expect.stringMatching(/^Process exited unexpectedly/),
  });
  const job = sampleOf(operation.name).Job;
  for (const { text } of got.filter(({ error }) => error === null)) expect(JSON.parse(text).Job).toEqual(job);

  const again = await Promise.all(Array.from({ length: callers }, () => cloud.ask()));
  expect(again.map(({ error }) => error)).toEqual(again.map(() => null));
  await expect.poll(() => cloud.log()).toHaveLength(2 * callers - 1);
});
