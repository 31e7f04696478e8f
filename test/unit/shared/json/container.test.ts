import { describe, expect, test } from "vitest";
import { parseContainer } from "../../../../shared/json/container.ts";

describe("parseContainer", () => {
  const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  const wrapped = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  const long = (length: number) => `["${"x".repeat(length - 4)}"]`;

  test("reads up to 64 levels", () => {
    expect(parseContainer(nested(64))).toBeDefined();
    expect(parseContainer(nested(65))).toBeUndefined();
    expect(parseContainer(wrapped(64))).toBeDefined();
    expect(parseContainer(wrapped(65))).toBeUndefined();
    expect(parseContainer(nested(100_000))).toBeUndefined();
  });

  test("reads up to 4 MiB", () => {
    expect(parseContainer(long(4 * 1024 * 1024))).toBeDefined();
    expect(parseContainer(long(4 * 1024 * 1024 + 1))).toBeUndefined();
  });
});
