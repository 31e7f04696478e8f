import type { Clock } from "../../../shared/runtime/clock.ts";

export interface ScriptedClock extends Clock {
  /** Milliseconds of each sleep so far. */
  readonly sleeps: readonly number[];
  /** Lets time pass. */
  pass(milliseconds: number): void;
}

/** A clock that stands still but for those who sleep, and sleeps in no time. */
export function scriptedClock(start = Date.parse("2025-01-02T03:04:05Z")): ScriptedClock {
  const sleeps: number[] = [];
  let now = start;
  return {
    sleeps,
    now: () => now,
    pass(milliseconds) {
      now += milliseconds;
    },
    async sleep(milliseconds) {
      sleeps.push(milliseconds);
      now += milliseconds;
    },
  };
}
