import { expect, test } from "vitest";
import { formatIceTime, parseIceTime } from "../../../../shared/runtime/ice-time.ts";

const time = Date.parse("2024-02-29T23:59:59Z");

test("reads and writes a time to the second, in UTC", () => {
  expect(parseIceTime("2024-02-29T23:59:59Z")).toBe(time);
  expect(formatIceTime(time + 999)).toBe("2024-02-29T23:59:59Z");
});

test.each([
  "2023-02-29T00:00:00Z",
  "2024-02-29T23:59:59.000Z",
  "2024-02-29T23:59:59",
  "2024-02-29 23:59:59Z",
  "2024-02-29T23:59:59+00:00",
  "",
  "now",
  time,
  null,
  { toString: 1 },
])("refuses %j", (value) => {
  expect(parseIceTime(value)).toBeUndefined();
});
