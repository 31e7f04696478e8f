/** Time, as the code sees it. Tests script each side by itself. */
export interface Clock {
  /** The time of day, in milliseconds since the epoch. It can be set, so it may jump. */
  wall(): number;
  /** Milliseconds since some moment. It only goes forward: durations and deadlines are counted in it. */
  monotonic(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
  wall: Date.now,
  // The first `performance.now()` of a process loads a module, for a millisecond of a cold start. This is the same clock.
  monotonic: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
