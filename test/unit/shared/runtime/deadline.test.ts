import { describe, expect, it } from "vitest";
import { deadlineOf } from "../../../../shared/runtime/deadline.ts";

describe("the deadline", () => {
  it.each([
    ["leaves a second of a long timeout", 60, undefined, 59_000],
    ["leaves a second of ten", 10, undefined, 9_000],
    ["leaves a tenth of a short timeout", 3, undefined, 2_700],
    ["leaves a tenth of the shortest", 1, undefined, 900],
    ["is the caller's patience where that is less", 60, 25_000, 25_000],
    ["is the timeout's where that is less than the patience", 20, 25_000, 19_000],
  ])("%s", (_, timeout, patience, milliseconds) => {
    const entry = 1_735_787_045_000;
    expect(deadlineOf(entry, timeout, patience) - entry).toBe(milliseconds);
  });
});
