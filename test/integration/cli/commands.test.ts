import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCommand, runLoadedCommand } from "../../support/cloud/commands.ts";

describe.each(["build", "deploy"])("%s", (command) => {
  it.each([
    [["--nope"], "--nope"],
    [["--stag", "x"], "use --stage. Nothing was done."],
    [["--account", "abc"], "✕ --account abc: It must be "],
  ])("refuses %j by name", async (args, named) => {
    const { code, stdout, stderr } = await runLoadedCommand([command, ...args], {});
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(named);
  });

  it("refuses a REGION that is not a region", async () => {
    const { code, stderr } = await runLoadedCommand([command], { REGION: "cn hangzhou" });
    expect([code, stderr]).toEqual([2, expect.stringContaining('REGION is "cn hangzhou"')]);
  });
});

const commandLine = readFileSync(new URL("../../../docs/reference/command-line.md", import.meta.url), "utf8");

describe("the command line", () => {
  const commands = [
    "start",
    "invoke",
    "smoke",
    "exec",
    "parity",
    "build",
    "verify",
    "deploy",
    "new-operation",
    "docs",
  ];

  it.each(commands)("prints the help of %s and does nothing else", async (command) => {
    const { code, stdout, stderr } = await runLoadedCommand([command, "--help"], {});
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(new RegExp(`^Usage: ims-functions ${command} `));
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    const row = commandLine.split("\n").find((line) => line.startsWith(`| \`${command}\` `));
    const options = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option = ""]) => option);
    for (const option of options) expect(row).toContain(`\`${option}`);
  });

  it("lists its commands in the help", async () => {
    const { code, stdout } = await runCommand(["--help"], {});
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command} +\\w`, "m"));
  });

  it("prints the help as an error when no command is given", async () => {
    const [none, help] = await Promise.all([runCommand([], {}), runCommand(["--help"], {})]);
    expect(none).toEqual({ code: 2, stdout: "", stderr: help.stdout });
  });

  it.each([
    [["exec"], "<command> is missing"],
    [["new-operation", "GetThing"], "--sample is missing"],
    [["docs", "all"], "docs takes no arguments, only options"],
    [["start", "--nope"], "--nope is not an option"],
  ])("refuses %j and names the help", async (args, what) => {
    const { code, stderr } = await runLoadedCommand(args, {});
    expect([code, stderr]).toEqual([2, `✕ ${what}.\n  Do this: see --help. Nothing was done.\n`]);
  });

  it("refuses an unknown command with the nearest one", async () => {
    const { code, stderr } = await runLoadedCommand(["verfy"], {});
    expect([code, stderr]).toEqual([2, expect.stringContaining("use verify. Nothing was done.")]);
  });
});
