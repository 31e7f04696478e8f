import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The project's s.yaml with a text in place of another, for the built functions; gone after the test. Returns its path. */
export function changedManifest(pattern: RegExp, replacement: string): string {
  const folder = mkdtempSync(join(tmpdir(), "manifest-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "s.yaml");
  const manifest = readFileSync(join(root, "s.yaml"), "utf8").replaceAll("./dist/", join(root, "dist/"));
  writeFileSync(path, manifest.replaceAll(pattern, replacement));
  return path;
}
