import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { operations } from "../../../functions/index.ts";
import { root } from "./program.ts";

/** What `npm start` needs. */
export const sources = [
  ...["cli", "client", "functions", "local", "shared", "tools"],
  ...["LICENSE", "package.json", "package-lock.json", "s.yaml"],
];

/** What `npm start` builds. */
export const built = [
  ...["dist/cli", "dist/console"],
  ...operations.map(({ functionName }) => `dist/${functionName}`),
];

/**
 * Copies parts of the project, so that no other test's functions change under it. What is built has to come after its
 * sources: it is used only if it is newer. The folder has a space in its name, as people's folders have.
 * @param parts files and folders, by their paths in the project
 * @returns the folder, which the caller removes
 */
export function copyProject(parts: readonly string[]): string {
  const copy = mkdtempSync(join(tmpdir(), "a project-"));
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}
