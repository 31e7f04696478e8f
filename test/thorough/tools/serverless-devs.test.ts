import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { verifyWithServerlessDevs } from "../../support/cloud/serverless-devs.ts";

test("Serverless Devs itself accepts the manifest, with the component's real schema", async () => {
  expect(await verifyWithServerlessDevs("s.yaml")).toBe("");
});

test("Serverless Devs refuses a manifest that does not fit that schema", async () => {
  const folder = await mkdtemp(join(tmpdir(), "manifest-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "s.yaml");
  const manifest = await readFile("s.yaml", "utf8");
  await writeFile(path, manifest.replace("memorySize: 256", "memorySize: 200"));
  expect(await verifyWithServerlessDevs(path)).toContain("multiple of 64");
});
