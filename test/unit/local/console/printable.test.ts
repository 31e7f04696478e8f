import { expect, test } from "vitest";
import { printable } from "../../../../local/console/printable.ts";

test.each([
  ["a terminal's escape", "\u001b[2Jx", "\\u001b[2Jx"],
  ["a carriage return and a bell", "a\r\u0007b", "a\\u000d\\u0007b"],
  ["DEL and C1", "\u007f\u009b31m", "\\u007f\\u009b31m"],
  ["marks of direction", "\u202egpj.exe\u2066\u200f\u061c", "\\u202egpj.exe\\u2066\\u200f\\u061c"],
])("escapes %s", (_, text, shown) => {
  expect(printable(text)).toBe(shown);
});

test("leaves tabs, newlines and the letters of every language", () => {
  const text = "a\tb\nZürich 上海 שלום 👩‍👩‍👧";
  expect(printable(text)).toBe(text);
});

test("keeps the meaning of JSON", () => {
  const value = { Title: "\u009b2J\u202e" };
  expect(JSON.parse(printable(JSON.stringify(value, null, 2)))).toEqual(value);
});
