import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCommand, runLoadedCommand } from "../../support/cloud/commands.ts";

const manifest = await readFile("s.yaml", "utf8");

async function folderWith(text: string): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "manifest-"));
  onTestFinished(() => rm(path, { recursive: true }));
  await writeFile(join(path, "s.yaml"), text);
  return path;
}

test("the command says what is sound", async () => {
  const { code, stdout } = await runLoadedCommand(["verify"], {});
  expect([code, stdout]).toEqual([0, "✓ s.yaml: 0 problems in 5 functions, 6 triggers.\n"]);
});

test("the command tells file, line and what to do, fails, and leaves nothing behind", async () => {
  const text = manifest.replace("authType: function", "authType: anonymous");
  const cwd = await folderWith(text);
  const line = text.split("\n").findIndex((each) => each.includes("authType: anonymous")) + 1;
  const { code, stderr } = await runCommand(["verify"], {}, cwd);
  expect(stderr).toBe(
    `✕ s.yaml:${line}  authType: anonymous lets anyone read every job.\n  Do this: authType: function\n1 problem in 5 functions, 6 triggers.\n`,
  );
  expect([code, await readdir(cwd)]).toEqual([1, ["s.yaml"]]);
});
