import { readFile } from "node:fs/promises";
import type { Metafile } from "esbuild";

/** A package that has code in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Its authors, for a copyright line. */
  readonly author: string;
  /** Its folder, from the project's folder, with a slash at the end. */
  readonly folder: string;
  /** Names of the packages in the same bundle that its code imports. */
  readonly imports: readonly string[];
}

/**
 * The packages with code in a bundle, by name, as esbuild itself lists what it put in. A package that is replaced by a
 * stand-in, or whose code was all left out, is not one of them.
 * @param root the project's folder
 */
export async function packagesIn(root: URL, metafile: Metafile): Promise<BundledPackage[]> {
  const files = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
  const folders = [...new Set(files.flatMap((path) => folderOf(path) ?? []))].sort();
  const described = await Promise.all(
    folders.map(async (folder) => {
      const json = JSON.parse(await readFile(new URL(`${folder}package.json`, root), "utf8"));
      const { name, version, license } = json as Record<string, string>;
      const author = json.author?.name ?? json.author ?? `the ${name} authors`;
      return { name, version, license, author, folder } as Omit<BundledPackage, "imports">;
    }),
  );
  const nameIn = new Map(described.map(({ folder, name }) => [folder, name]));
  return described.map((each) => ({ ...each, imports: importsOf(each.folder, files, metafile, nameIn) }));
}

function importsOf(
  folder: string,
  files: readonly string[],
  metafile: Metafile,
  nameIn: ReadonlyMap<string, string>,
): string[] {
  const imported = files
    .filter((path) => folderOf(path) === folder)
    .flatMap((path) => metafile.inputs[path]?.imports ?? [])
    .flatMap(({ path }) => folderOf(path) ?? [])
    .filter((other) => other !== folder)
    .flatMap((other) => nameIn.get(other) ?? []);
  return [...new Set(imported)].sort();
}

/** The folder of the package that a file is part of; undefined for a file of the project. */
function folderOf(path: string): string | undefined {
  return /^(.*\/)?node_modules\/(@[^/]+\/)?[^/]+\//.exec(path)?.[0];
}
