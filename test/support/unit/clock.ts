import type { Clock } from "../../../shared/runtime/clock.ts";

export interface ScriptedClock extends Clock {
  /** Milliseconds of each sleep so far. */
  readonly sleeps: readonly number[];
  /** Lets time pass, on both sides. */
  pass(milliseconds: number): void;
  /** Sets the wall alone, in milliseconds since the epoch. */
  setWall(milliseconds: number): void;
}

/**
 * A clock that stands still except for sleepers, and sleeps in no time. Its monotonic side starts at 0.
 * @param wall milliseconds since the epoch at the start
 */
export function scriptedClock(wall = Date.parse("2025-01-02T03:04:05Z")): ScriptedClock {
  const sleeps: number[] = [];
  let ahead = wall;
  let now = 0;
  return {
    sleeps,
    wall: () => ahead + now,
    monotonic: () => now,
    pass(milliseconds) {
      now += milliseconds;
    },
    setWall(milliseconds) {
      ahead = milliseconds - now;
    },
    async sleep(milliseconds) {
      sleeps.push(milliseconds);
      now += milliseconds;
    },
  };
}
