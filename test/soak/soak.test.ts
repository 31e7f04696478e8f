import { expect, test } from "vitest";
import { operations } from "../../functions/index.ts";
import { report } from "./report.ts";
import { soak } from "./soak.ts";

test("under load and faults no call is lost, and callers, log and ICE tell the same of each", async () => {
  const soaked = await soak({ seconds: 2, seed: 1 });
  expect(soaked.differences).toEqual([]);
  expect([...soaked.requests.keys()].sort()).toEqual(operations.map(({ name }) => name).sort());
  expect(report(soaked, 2)).toMatch(/No call was lost/);
}, 60_000);
