import { describe, expect, it } from "vitest";
import { parseDuration } from "../../../../shared/validation/duration.ts";

describe("a duration", () => {
  it.each([
    ["45s", 45],
    ["15m", 900],
    ["2h", 7_200],
    ["3d", 259_200],
    ["1d2h3m4s", 93_784],
    ["1h30m", 5_400],
    ["90m", 5_400],
    ["PT15M", 900],
    ["PT45S", 45],
    ["PT2H", 7_200],
    ["P3D", 259_200],
    ["P1DT2H3M4S", 93_784],
    ["0h30m", 1_800],
    ["14d", 1_209_600],
    ["48h", 172_800],
    ["P14D", 1_209_600],
    ["PT48H", 172_800],
    ["999999999s", 999_999_999],
  ])("%s is so many seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each([
    ["nothing", ""],
    ["no unit", "15"],
    ["no number", "m"],
    ["an unknown unit", "15w"],
    ["months, whose length nobody knows", "P1M"],
    ["units in the wrong order", "30m1h"],
    ["a unit twice", "1h1h"],
    ["a negative one", "-15m"],
    ["a signed one", "+15m"],
    ["a fraction", "1.5h"],
    ["a blank", "1h 30m"],
    ["something before it", "in 15m"],
    ["something after it", "15m ago"],
    ["upper case in the short form", "15M"],
    ["lower case in the ISO form", "pt15m"],
    ["a T with nothing behind it", "P1DT"],
    ["ISO with nothing in it", "P"],
    ["hours without the T", "P2H"],
    ["days after the T", "PT3D"],
    ["something before an ISO one", "-PT15M"],
    ["something after an ISO one", "PT15M/"],
    ["no time at all", "0s"],
    ["no time at all, by ISO", "PT0M"],
    ["more digits than anybody needs", "1234567m"],
    ["more days than anybody needs", "1234567d"],
    ["more hours than anybody needs", "1234567h"],
    ["more seconds than anybody needs", "1234567890s"],
    ["digits of another script", "١٥m"],
  ])("refuses %s", (_, text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
