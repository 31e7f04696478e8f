import { describe, expect, it } from "vitest";
import { runCommand } from "../../support/cloud/commands.ts";

describe.concurrent.each(["cli/build.ts", "cli/deploy.ts"])("%s", (file) => {
  it.each([
    [["--nope"], "--nope is not known; known are --account, --region, --stage, --help."],
    [["--account", "abc"], `--account can't be "abc": it has to be the account's ID, 5 to 20 digits.`],
  ])("refuses %j in one line", async (args, message) => {
    expect(await runCommand(file, args, {})).toEqual({ code: 1, stdout: "", stderr: `${message}\n` });
  });

  it("helps, and does nothing else", async () => {
    const { code, stdout } = await runCommand(file, ["--help"], {});
    expect(code).toBe(0);
    expect(stdout).toMatch(/^npm run \w+ -- \[options\][\s\S]*--account <ID>/);
    expect(stdout).not.toContain("Wrote");
  });
});

describe("cli/verify.ts", () => {
  it("helps, and checks nothing", async () => {
    const { code, stdout } = await runCommand("cli/verify.ts", ["--help"], {});
    expect(code).toBe(0);
    expect(stdout).toMatch(/^npm run verify\n/);
    expect(stdout).not.toContain("well formed");
  });
});
