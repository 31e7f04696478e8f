import { describe, expect, test } from "vitest";
import { pollingInterval } from "../../../../shared/job/polling-interval.ts";

describe("the polling interval", () => {
  test.each([
    [0, 1],
    [0.5, 1],
    [2, 2],
    [50, 10],
    [5_000, 100],
    [45_000, 300],
    [86_400, 300],
    [undefined, 30],
  ])("of a job of age %j s is %d s", (age, seconds) => {
    expect(pollingInterval(age)).toBeCloseTo(seconds);
  });

  test.each([
    ["far from its end", 200, 600, 60],
    ["near its end", 200, 240, 28],
    ["a twentieth before its end", 190, 200, Math.sqrt(380) / 2],
    ["at its end", 200, 200, 10],
    ["a little late", 200, 150, 10],
    ["just before half as late again", 200, 134, 10],
    ["half as late again", 200, 200 / 1.5, 20],
    ["much too late", 200, 20, 20],
    ["just begun", 0, 600, 3],
    ["of great age", 50_000, 1e6, 300],
  ])("of a job of known length, %s: %i of %d s", (_, age, usual, seconds) => {
    expect(pollingInterval(age, usual)).toBeCloseTo(seconds);
  });

  test.each([
    [0.5, 1],
    [10, 10],
    [600, 30],
  ])("of a job of unknown age that usually takes %d s is %d s", (usual, seconds) => {
    expect(pollingInterval(undefined, usual)).toBe(seconds);
  });

  test("has a root no longer than the caller says", () => {
    expect(pollingInterval(5_000, undefined, 30)).toBe(30);
    expect(pollingInterval(5_000, 6_000, 30)).toBe(90);
  });
});
