import { mkdir, rename, utimes, writeFile } from "node:fs/promises";

/** A file of a build. */
export interface BuiltFile {
  readonly name: string;
  readonly contents: string | Uint8Array;
}

/**
 * Writes files into a folder. Each one appears as a whole, and they appear in the order given: other processes may build,
 * read or run them at the same time.
 * @param begun when the build began to read its sources: the files' time, so that a source that changes meanwhile is newer
 */
export async function replaceFiles(folder: URL, files: readonly BuiltFile[], begun: Date): Promise<void> {
  await mkdir(folder, { recursive: true });
  const written = await Promise.all(
    files.map(async ({ name, contents }) => {
      const part = new URL(`${name}.${process.pid}`, folder);
      await writeFile(part, contents);
      await utimes(part, begun, begun);
      return { part, file: new URL(name, folder) };
    }),
  );
  for (const { part, file } of written) await rename(part, file);
}
