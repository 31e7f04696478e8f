import { type Capacity, createCapacity, createPace, type Share } from "../../../shared/runtime/capacity.ts";
import { type Clock, systemClock } from "../../../shared/runtime/clock.ts";

interface Limits {
  /** Monotonic milliseconds. */
  readonly end?: number;
  /** Bytes of answers held at once. */
  readonly bytes?: number;
}

/** An invocation's capacity with bounds that a test chooses; hardly any where it doesn't. */
export function capacityOf(clock: Clock, { end = 1e9, bytes = 32 * 1024 * 1024 }: Limits = {}): Capacity {
  // A function holds a 24th of its memory, which is given in MB.
  return createCapacity((bytes * 24) / (1024 * 1024), end, createPace(clock), clock);
}

/** The share of one answer of so many bytes at most. */
export function shareOf(bytes?: number): Share {
  return capacityOf(systemClock, { end: Number.POSITIVE_INFINITY, ...(bytes && { bytes }) }).share();
}
