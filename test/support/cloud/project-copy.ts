import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./program.ts";

const rooms = ["cli", "client", "functions", "local", "shared", "tools"];

/**
 * Copies what `npm start` needs: it builds what it runs, and in a copy no other test's functions change under it.
 * @returns the folder, which the caller removes
 */
export function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), "project-"));
  for (const part of [...rooms, "LICENSE", "package.json", "package-lock.json", "s.yaml"])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}
