import { mkdir, rename, utimes, writeFile } from "node:fs/promises";

/** A file of a build. */
export interface BuiltFile {
  readonly name: string;
  readonly contents: string | Uint8Array;
}

/**
 * Writes files into a folder, one after the other. Each one appears as a whole: other processes may build, read or run it
 * at the same time.
 * @param begun when the build began to read its sources: the files' time, so that a source that changes meanwhile is newer
 */
export async function replaceFiles(folder: URL, files: readonly BuiltFile[], begun: Date): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, contents } of files) {
    const part = new URL(`${name}.${process.pid}`, folder);
    await writeFile(part, contents);
    await utimes(part, begun, begun);
    await rename(part, new URL(name, folder));
  }
}
