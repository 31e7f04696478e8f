import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { optionsOf } from "../../../../cli/lib/options.ts";
import { operations } from "../../../../functions/index.ts";
import type { Operation } from "../../../../shared/operation.ts";
import { accepted } from "../../../../shared/validation/all-rules.ts";

const [, list, , batch, convert] = operations as readonly Operation[] as readonly [
  Operation,
  Operation,
  Operation,
  Operation,
  Operation,
];

describe("options", () => {
  /** What commander reads of arguments with an operation's options. */
  const parse = (operation: Operation, args: readonly string[]) => {
    const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
    for (const option of optionsOf(operation)) command.addOption(option);
    return command.parse(args, { from: "user" }).opts();
  };

  it.each(operations as readonly Operation[])("explain every parameter and control of $name", (operation) => {
    const options = optionsOf(operation);
    const names = Object.keys(accepted(operation, "direct"));
    expect(options.map(({ long }) => long)).toEqual(names.map((name) => `--${name}`));
    for (const { description } of options) expect(description).toMatch(/\w{2,}.*\.$/);
  });

  it("show what they accept", () => {
    const flagsOf = (operation: Operation, name: string) =>
      optionsOf(operation).find(({ long }) => long === `--${name}`)?.flags;
    expect(flagsOf(convert, "JobId")).toBe("--JobId <text>");
    expect(flagsOf(convert, "explain")).toBe("--explain");
    expect(flagsOf(list, "pages")).toBe("--pages <all|1-1000>");
    expect(flagsOf(list, "SortBy")).toBe("--SortBy <desc|asc>");
    expect(flagsOf(batch, "MediaIds")).toBe("--MediaIds <a,b,...>");
  });

  it("are texts and switches", () => {
    expect(parse(convert, ["--JobId", "j", "--explain"])).toEqual({ JobId: "j", explain: true });
  });

  it("of a list are joined", () => {
    expect(parse(convert, ["--fields", "a,b", "--fields=c"])).toEqual({ fields: "a,b,c" });
  });

  it.each([
    [["--JobId", "j", "--JobId", "j"], "--JobId"],
    [["--Jobid", "j"], "--Jobid"],
    [["--JobId"], "--JobId"],
    [["j"], "too many arguments"],
  ])("refuse %j", (args, named) => {
    expect(() => parse(convert, args)).toThrow(named);
  });
});
