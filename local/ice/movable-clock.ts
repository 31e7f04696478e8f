/** The server's time, in milliseconds since the epoch. A control request can move it. */
export interface MovableClock {
  /** The callers' own time: it decides whether a signature's timestamp is accepted. */
  wall(): number;
  /** The wall's time as moved: sessions expire and scripts run by it. */
  now(): number;
  moveTo(time: number): void;
  reset(): void;
}

export function createMovableClock(wall: () => number): MovableClock {
  let offset = 0;
  return {
    wall,
    now: () => wall() + offset,
    moveTo: (time) => {
      offset = time - wall();
    },
    reset: () => {
      offset = 0;
    },
  };
}
