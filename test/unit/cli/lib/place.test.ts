import { expect, it } from "vitest";
import { onOption, placeIn } from "../../../../cli/lib/place.ts";

it.each([
  [["invoke", "GetMediaConvertJob", "--JobId=j"], "local"],
  [["smoke", "--on", "ice"], "ice"],
  [["smoke", "--on=deployed"], "deployed"],
  [["smoke", "--on"], ""],
])("reads the place from %j", (args, place) => {
  expect(placeIn(args)).toBe(place);
});

it("explains each place that a command allows", () => {
  expect(onOption().description).toMatch(/^local: .+; ice: .+; deployed: .+$/);
  expect(onOption(["local", "ice"]).argChoices).toEqual(["local", "ice"]);
});
