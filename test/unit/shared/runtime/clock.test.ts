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

  it("tells the time of day in milliseconds since the epoch", () => {
    vi.useRealTimers();
    expect(Math.abs(systemClock.wall() - Date.now())).toBeLessThan(60_000);
  });

  it("counts forward when the time of day is set back", () => {
    const before = systemClock.monotonic();
    vi.advanceTimersByTime(1_000);
    vi.setSystemTime("2020-01-01T00:00:00Z");
    expect(systemClock.monotonic() - before).toBe(1_000);
  });
});
