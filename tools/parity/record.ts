import { mkdir, writeFile } from "node:fs/promises";
import { packageRoot } from "../../functions/package-root.ts";
import type { Result } from "./run.ts";

/**
 * Writes what the checks found, with the form of every request and answer, to `dist/parity/<place>.json`.
 * @returns the file's path below the project's folder
 */
export async function recordResults(place: string, results: readonly Result[]): Promise<string> {
  const path = `dist/parity/${place}.json`;
  const entries = results.map(({ assumption: { id, assumes }, finding, exchanges }) => ({
    id,
    assumes,
    ...finding,
    exchanges,
  }));
  await mkdir(new URL("dist/parity/", packageRoot), { recursive: true });
  const document = { place, checkedAt: new Date().toISOString(), assumptions: entries };
  await writeFile(new URL(path, packageRoot), `${JSON.stringify(document, null, 2)}\n`);
  return path;
}
