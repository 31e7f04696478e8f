import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../support/cloud/commands.ts";
import { root } from "../../support/cloud/program.ts";

const exec = (script: string, environment = {}) =>
  runCommand(["exec", "--", process.execPath, "--input-type=module", "-e", script], environment);

describe("exec", () => {
  it("gives the command the addresses and the key of a local cloud", async () => {
    const script = `
      const { IMS_FUNCTIONS_URL, ICE_ENDPOINT, ALIBABA_CLOUD_ACCESS_KEY_ID } = process.env;
      const answer = await fetch(IMS_FUNCTIONS_URL + "/GetMediaConvertJob?JobId=none");
      const control = await fetch(ICE_ENDPOINT + "/_control/requests");
      const { requests } = await control.json();
      console.log(answer.status, requests.some(({ operation }) => operation === "GetMediaConvertJob"));`;
    const { code, stdout, stderr } = await exec(script);
    expect([code, stdout, stderr]).toEqual([0, "404 true\n", ""]);
  });

  it("leads invoke to its cloud", async () => {
    const invoke = [
      process.execPath,
      join(root, "cli/run.mjs"),
      "invoke",
      "GetMediaConvertJob",
      "--JobId",
      "no",
    ];
    const { code, stderr } = await runCommand(["exec", "--", ...invoke], {});
    expect([code, stderr]).toEqual([3, expect.stringContaining("NotFound")]);
  });

  it("hides a real account from the command", async () => {
    const script = `
      const { ALIBABA_CLOUD_SECURITY_TOKEN, ALIBABA_CLOUD_ROLE_ARN, OTHER } = process.env;
      console.log(ALIBABA_CLOUD_SECURITY_TOKEN, ALIBABA_CLOUD_ROLE_ARN, OTHER);`;
    const { stdout } = await exec(script, {
      ALIBABA_CLOUD_SECURITY_TOKEN: "token",
      ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/x",
      OTHER: "stays",
    });
    expect(stdout).toBe("undefined undefined stays\n");
  });

  it("ends with the command's exit code", async () => {
    expect((await exec("process.exit(7)")).code).toBe(7);
  });

  it("ends with 127 when there is no such command", async () => {
    const { code, stderr } = await runCommand(["exec", "--", "no-such-command"], {});
    expect([code, stderr]).toEqual([127, expect.stringContaining("no-such-command can't be run")]);
  });

  it("refuses to run without a command", async () => {
    expect((await runCommand(["exec"], {})).code).toBe(2);
  });

  it.each([
    ["ends the command", "setInterval(() => {}, 1000)", 143],
    [
      "lets the command finish",
      'process.on("SIGTERM", () => process.exit(9)); setInterval(() => {}, 1000)',
      9,
    ],
  ])("%s on a signal, and closes the cloud", async (_, script, expected) => {
    const child = spawn(
      process.execPath,
      [
        join(root, "cli/run.mjs"),
        "exec",
        "--",
        process.execPath,
        "-e",
        `${script}; console.log(process.env.IMS_FUNCTIONS_URL)`,
      ],
      { env: { PATH: process.env.PATH }, stdio: ["ignore", "pipe", "inherit"] },
    );
    const url = await firstLine(child);
    child.kill("SIGTERM");
    const [code] = await once(child, "close");
    expect(code).toBe(expected);
    await expect(fetch(url)).rejects.toThrow();
  });
});

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of stdout ?? []) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  return text.trim();
}
