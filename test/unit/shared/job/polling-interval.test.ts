import { expect, test } from "vitest";
import { pollingInterval } from "../../../../shared/job/polling-interval.ts";

test.each([
  [0, 1],
  [0.5, 1],
  [2, 2],
  [50, 10],
  [5_000, 100],
  [45_000, 300],
  [86_400, 300],
  [undefined, 30],
])("a job of age %j s is polled again after %d s", (age, seconds) => {
  expect(pollingInterval(age)).toBeCloseTo(seconds);
});
