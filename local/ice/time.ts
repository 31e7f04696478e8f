/** Milliseconds of an instant in ICE's form, `yyyy-MM-ddTHH:mm:ssZ`; undefined when the text is not a real one. */
export function parseInstant(text: string): number | undefined {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && formatInstant(time) === text ? time : undefined;
}

/** Writes milliseconds in ICE's form. */
export function formatInstant(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** The server's time, in milliseconds. */
export interface Clock {
  /** The callers' own time, by which the timestamps of their signatures are judged. */
  wall(): number;
  /** The wall's time moved by control: sessions expire and scripts run by it. */
  now(): number;
  moveTo(time: number): void;
  reset(): void;
}

export function createClock(wall: () => number): Clock {
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
