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
  monotonic: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
