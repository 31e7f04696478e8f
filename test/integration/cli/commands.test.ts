import { describe, expect, it } from "vitest";
import { runCommand } from "../../support/cloud/commands.ts";

describe.concurrent.each(["build", "deploy"])("%s", (command) => {
  it.each([
    [["--nope"], "error: unknown option '--nope'\n"],
    [["--stag", "x"], "error: unknown option '--stag'\n(Did you mean --stage?)\n"],
    [
      ["--account", "abc"],
      "error: option '--account <ID>' argument 'abc' is invalid. It must be the account's ID, 5 to 20 digits.\n",
    ],
  ])("refuses %j and says why", async (args, stderr) => {
    expect(await runCommand([command, ...args], {})).toEqual({ code: 2, stdout: "", stderr });
  });

  it("refuses a REGION that is not a region", async () => {
    const { code, stderr } = await runCommand([command], { REGION: "cn hangzhou" });
    expect([code, stderr]).toEqual([
      2,
      `REGION is "cn hangzhou". It must be a region's ID, such as cn-shanghai.\n`,
    ]);
  });

  it("helps, and does nothing else", async () => {
    const { code, stdout } = await runCommand([command, "--help"], {});
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`^Usage: ims-functions ${command} \\[options\\][\\s\\S]*--account <ID>`),
    );
    expect(stdout).not.toContain("Wrote");
  });
});

describe("verify", () => {
  it("helps, and checks nothing", async () => {
    const { code, stdout } = await runCommand(["verify", "--help"], {});
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: ims-functions verify /);
    expect(stdout).not.toContain("well formed");
  });
});

describe("the command line", () => {
  const commands = ["start", "invoke", "smoke", "build", "verify", "deploy", "docs"];

  it("lists its commands in the help", async () => {
    const { code, stdout } = await runCommand(["--help"], {});
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command} +\\w`, "m"));
  });

  it("prints the help as an error when no command is given", async () => {
    const [none, help] = await Promise.all([runCommand([], {}), runCommand(["--help"], {})]);
    expect(none).toEqual({ code: 2, stdout: "", stderr: help.stdout });
  });

  it("refuses an unknown command with the nearest one", async () => {
    expect(await runCommand(["verfy"], {})).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: unknown command 'verfy'\n(Did you mean verify?)\n",
    });
  });
});
