import { ProblemError } from "../errors/problem.ts";
import type { Clock } from "./clock.ts";

/** Bytes of ICE's answers that an invocation holds, at most. */
const mostBytes = 32 * 1024 * 1024;
/** Parsing takes some twelve times a text's size (measured). Half of the memory is left for everything else. */
const memoryShare = 24;

/** What each byte of JSON text weighs. `{}` takes 110 bytes in memory, a name 250 (measured); all else what `memoryShare` says. */
const weights = new Uint8Array(256).fill(1);
weights[0x7b] = weights[0x5b] = 6; // { [
weights[0x3a] = 9; // :
/** The first bytes of an invocation, a part of its limit, are not weighed: at their heaviest they take a quarter of it. */
const unweighedShare = 32;

/**
 * What a stretch of JSON text weighs: its bytes, and more for what takes more memory than its text tells. Text inside
 * strings counts like any other, since `view=decoded` parses it.
 */
export function weightOf(text: Uint8Array): number {
  let weight = 0;
  // An iterator would take six times as long.
  for (let at = 0; at < text.length; at++) weight += weights[text[at] as number] as number;
  return weight;
}

/** Milliseconds that one step of work on a byte takes, as long as nothing is known: a million short keys on half a CPU. */
const assumedPace = 0.000_5;
/** Bytes: work on less tells nothing about the pace. */
const tellingSize = 64 * 1024;

/** Bytes that the bundle adds to an item of a list: its lifecycle. */
const itemSize = 100;

/** How long a step of work on answers takes here: to parse, to compare or to shape them. It outlives an invocation. */
export interface Pace {
  /** How many milliseconds one step of work on so many bytes takes. */
  timeFor(bytes: number): number;
  /** Runs a step of work and learns from the time it takes. @param bytes that it worked on */
  measure<Result>(work: () => Result, bytes: (result: Result) => number): Result;
}

/** Slower work than expected counts at once; after faster work half of the difference does. */
export function createPace(clock: Clock): Pace {
  let pace = assumedPace;
  return {
    timeFor: (bytes) => bytes * pace,
    measure(work, bytes) {
      const start = clock.monotonic();
      const result = work();
      const size = bytes(result);
      const seen = (clock.monotonic() - start) / size;
      if (size >= tellingSize) pace = Math.max(seen, (pace + seen) / 2);
      return result;
    },
  };
}

/** The part of an invocation's capacity that one answer takes. */
export interface Share {
  /**
   * Counts a stretch of the answer's text as it arrives.
   * @throws ProblemError as `grow` does
   */
  receive(text: Uint8Array): void;
  /**
   * Counts more bytes of the answer.
   * @throws ProblemError UpstreamUnusable when it is too large for the function (cause `size`), or too large beside the
   *   others that are held or on their way (cause `room`)
   */
  grow(bytes: number): void;
  /**
   * Parses the whole answer, if there is time left to do so and to shape all that is held.
   * @throws ProblemError DeadlineExceeded
   */
  parse<Result>(work: () => Result): Result;
  /** The answer is not held any more. */
  release(): void;
}

/** What one invocation can still take, in bytes and in time. */
export interface Capacity {
  /** When no request may be under way any more, in monotonic milliseconds. Shaping what is held comes after it. */
  readonly deadline: number;
  share(): Share;
  /**
   * Counts what is added to the items of a list.
   * @throws ProblemError UpstreamUnusable, as a share does
   */
  addItems(count: number): void;
  /** Whether there is room for another answer as large as the largest yet, and time for it. */
  hasRoom(): boolean;
}

/**
 * @param memory of the function, in MB
 * @param end when the answer must be ready, in monotonic milliseconds
 */
export function createCapacity(memory: number, end: number, pace: Pace, clock: Clock): Capacity {
  const limit = Math.min(mostBytes, (memory * 1024 * 1024) / memoryShare);
  let received = 0;
  let held = 0;
  let largest = 0;
  const share = (): Share => {
    let own = 0;
    const grow = (bytes: number) => {
      own += bytes;
      held += bytes;
      largest = Math.max(largest, own);
      if (own > limit) throw new ProblemError("UpstreamUnusable", { cause: "size" });
      if (held > limit) throw new ProblemError("UpstreamUnusable", { cause: "room" });
    };
    return {
      receive(text) {
        received += text.length;
        grow(received * unweighedShare > limit ? weightOf(text) : text.length);
      },
      grow,
      parse(work) {
        // Two more steps follow on this answer, and one on each of the others.
        if (clock.monotonic() + pace.timeFor(held + 2 * own) > end)
          throw new ProblemError("DeadlineExceeded", { cause: "size" });
        return pace.measure(work, () => own);
      },
      release() {
        held -= own;
        own = 0;
      },
    };
  };
  return {
    get deadline() {
      return end - pace.timeFor(held);
    },
    share,
    addItems: (count) => share().grow(count * itemSize),
    hasRoom: () => held + largest <= limit,
  };
}
