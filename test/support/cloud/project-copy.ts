import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { operations } from "../../../functions/index.ts";
import { root } from "./program.ts";

const built = ["cli", "console", ...operations.map(({ functionName }) => functionName)].map(
  (name) => `dist/${name}`,
);
const rooms = ["cli", "client", "functions", "local", "shared", "tools"];

/**
 * Copies what `npm start` needs: it builds what it runs, and in a copy no other test's functions change under it.
 * The folder has a space in its name, as people have them.
 * @param state built: with what is built already, so that nothing has to be
 * @returns the folder, which the caller removes
 */
export function copyProject(state?: "built"): string {
  const copy = mkdtempSync(join(tmpdir(), "a project-"));
  const parts = [...rooms, "LICENSE", "package.json", "package-lock.json", "s.yaml"];
  // What is built comes last: it has to be newer than its sources.
  for (const part of state === "built" ? [...parts, ...built] : parts)
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}
