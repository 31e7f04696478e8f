import { describe, expect, it } from "vitest";
import { makeCommand } from "../../../cli/invoke.ts";
import { exitCodeMeanings } from "../../../cli/lib/exit-code.ts";
import { operations } from "../../../functions/index.ts";
import type { Operation } from "../../../shared/operation.ts";
import { accepted } from "../../../shared/validation/all-rules.ts";

/** What `invoke` prints as help for these arguments. */
function helpOf(...args: string[]): string {
  let text = "";
  const command = makeCommand("invoke", args).configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  const called = command.commands.find((each) => each.name() === args[0]) ?? command;
  called.configureOutput({ ...command.configureOutput(), getOutHelpWidth: () => 1_000 }).outputHelp();
  return text;
}

describe("the help of invoke", () => {
  it("lists every operation and exit code", () => {
    const help = helpOf();
    for (const { name } of operations) expect(help).toMatch(new RegExp(`^ {2}${name} +\\w`, "m"));
    for (const meaning of Object.values(exitCodeMeanings)) expect(help).toContain(meaning);
  });

  it.each(operations as readonly Operation[])("explains every option of $name", (operation) => {
    const help = helpOf(operation.name);
    for (const name of Object.keys(accepted(operation, "direct")))
      expect(help).toMatch(new RegExp(`^ {2}--${name} .*\\w{2,}.*\\.$`, "m"));
  });
});

it("gives options only to the operation that is called", () => {
  const { commands } = makeCommand("invoke", ["GetMediaConvertJob"]);
  const flagsOf = (name: string) =>
    commands.find((each) => each.name() === name)?.options.map(({ long }) => long);
  expect(flagsOf("GetMediaConvertJob")).toEqual(expect.arrayContaining(["--JobId", "--wait", "--on"]));
  expect(flagsOf("GetLiveEditingJob")).toEqual([]);
});
