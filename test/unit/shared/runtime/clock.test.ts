import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../../../shared/runtime/clock.ts";

describe("the system's clock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("sleeps as long as it is told", async () => {
    let awake = false;
    const sleep = systemClock.sleep(5_000).then(() => {
      awake = true;
    });
    await vi.advanceTimersByTimeAsync(4_999);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await sleep;
    expect(awake).toBe(true);
  });

  it("counts milliseconds since the epoch", () => {
    expect(new Date(systemClock.now()).getUTCFullYear()).toBeGreaterThan(2020);
  });
});
