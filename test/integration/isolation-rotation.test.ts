import { expect, onTestFinished, test } from "vitest";
import { operations } from "../../functions/index.ts";
import { startCloud } from "../../local/cloud.ts";
import type { Operation } from "../../shared/operation.ts";
import { callers, type Got } from "../support/cloud/callers.ts";
import { sampleParameters } from "../support/unit/samples.ts";
import { controlIce, requestsAt } from "../support/wire/ice-control.ts";

/** Sessions last 900 s of ICE's time, and one with less than a third left is no longer handed out. */
const stepSeconds = 140;
const steps = 30;

test("while credentials rotate, from time to time and by expiring, no request under way or new fails", async () => {
  // A single try: nothing hides behind a retry.
  const cloud = await startCloud({ environment: { ICE_MAX_ATTEMPTS: "1" }, log: () => {} });
  onTestFinished(cloud.close);
  const calls = Object.values(callers);
  const underWay = new Set<Promise<Got>>();
  const failures: unknown[] = [];
  let asked = 0;
  let rotating = true;

  const keepAsking = async () => {
    while (rotating) {
      const operation = operations[asked % operations.length] as Operation;
      const call = calls[asked++ % calls.length] as (typeof calls)[number];
      const answer = call(cloud, operation, sampleParameters[operation.name] ?? {});
      underWay.add(answer);
      const { error, document } = await answer;
      underWay.delete(answer);
      if (error) failures.push(document);
    }
  };
  const working = Promise.all([1, 2, 3, 4].map(keepAsking));
  for (let step = 0; step < steps; step++) {
    // Nothing that is under way at one step is at the next: an invocation sees two at most, less than a third of a session.
    const before = [...underWay];
    await controlIce(cloud.iceUrl, "POST", "clock", { advanceSeconds: stepSeconds });
    await Promise.all(before);
  }
  rotating = false;
  await working;

  expect(failures).toEqual([]);
  const requests = await requestsAt(cloud.iceUrl);
  expect(requests).toHaveLength(asked);
  for (const { name } of operations) {
    const own = requests.filter(({ operation }) => operation === name);
    expect(new Set(own.map(({ invocation }) => invocation)).size).toBeGreaterThan(1);
  }
});
