import { expect, test } from "vitest";
import { countCalls } from "../../../bench/calls.ts";

test("a batch takes one call for ten IDs, a sweep one for a page", async () => {
  const counted = await countCalls();
  expect(counted.map(({ work, calls }) => [work, calls])).toEqual([
    ["batch of 1 IDs", 1],
    ["batch of 10 IDs", 1],
    ["batch of 100 IDs", 10],
    ["batch of 1000 IDs", 100],
    ["sweep of 0 jobs, 100 a page", 1],
    ["sweep of 100 jobs, 100 a page", 1],
    ["sweep of 1000 jobs, 100 a page", 10],
    ["sweep of 10000 jobs, 100 a page", 100],
  ]);
});
