import { describe, expect, test } from "vitest";
import { type ProgressSeen, secondsLeft } from "../../../../shared/job/extrapolation.ts";

const polls = (...seen: (readonly [at: number, percent: number | undefined])[]): ProgressSeen[] =>
  seen.map(([at, percent]) => ({ at, percent }));

describe("secondsLeft", () => {
  test("follows a job that goes on evenly", () => {
    // A tenth of the way in ten seconds: 0.6 percent less than what ICE shows is left.
    expect(secondsLeft(polls([0, 0], [10, 10], [20, 20]))).toBeCloseTo(79.4);
    expect(secondsLeft(polls([0, 0], [10, 10], [20, 20], [30, 30]))).toBeCloseTo(69.4);
  });

  test("takes the latest speed", () => {
    expect(secondsLeft(polls([0, 0], [50, 5], [60, 15], [70, 25], [80, 35]))).toBeCloseTo(64.4);
  });

  test.each<[string, ProgressSeen[]]>([
    ["no poll", []],
    ["one poll", polls([0, 0])],
    ["two polls", polls([0, 0], [10, 10])],
    ["no percentage", polls([0, undefined], [10, undefined], [20, undefined])],
    ["no percentage at the end", polls([0, 0], [10, 10], [20, 20], [30, undefined])],
    ["no percentage before the end", polls([0, undefined], [10, undefined], [20, 20])],
    ["less than three percent of the way", polls([0, 0], [10, 1], [20, 2])],
    ["two predictions that differ", polls([0, 0], [10, 10], [20, 50])],
    ["a job that stands still", polls([0, 0], [10, 10], [20, 20], [21, 20])],
    ["a job that goes back", polls([0, 50], [10, 40], [20, 30])],
  ])("says nothing after %s", (_, seen) => {
    expect(secondsLeft(seen)).toBeUndefined();
  });

  test("passes over polls that saw no percentage", () => {
    expect(secondsLeft(polls([0, 0], [5, undefined], [10, 10], [20, 20]))).toBeCloseTo(79.4);
  });

  test("needs three percent of the way, and no more", () => {
    expect(secondsLeft(polls([0, 0], [10, 3], [20, 6]))).toBeCloseTo((93.4 * 10) / 3);
  });

  test("measures the predictions' difference by the job's length, not by the clock", () => {
    expect(secondsLeft(polls([1_000, 0], [1_010, 10], [1_019, 20]))).toBeDefined();
    expect(secondsLeft(polls([1_000, 0], [1_010, 10], [1_013, 20]))).toBeUndefined();
  });

  test("is never negative", () => {
    expect(secondsLeft(polls([0, 0], [10, 50], [20, 100]))).toBe(0);
  });
});
