import { expect, test } from "vitest";
import { suggestedPause } from "../../../shared/job/pause.ts";

test.each([
  [0, 1],
  [10, 1],
  [15, 1.5],
  [100, 10],
  [3_000, 300],
  [86_400, 300],
  [undefined, 30],
])("a job of age %j s is looked at again after %d s", (age, seconds) => {
  expect(suggestedPause(age)).toBeCloseTo(seconds);
});
