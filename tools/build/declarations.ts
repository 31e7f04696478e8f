import { execFile } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { packageRoot } from "../../functions/package-root.ts";

const folder = new URL("dist/types/", packageRoot);
/** An import for what it does when it runs: the compiler leaves it in, and it declares nothing. */
const sideEffect = /^import "[^"]+";\n/gm;
const entries = ["client/index.d.ts", "local/index.d.ts"];

/**
 * Writes the type declarations of the package's entry points into `dist/types/`, as `tsconfig.package.json` says. Files
 * that no entry point needs are removed.
 * @throws Error with the compiler's own text
 */
export async function writeDeclarations(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const compiler = fileURLToPath(new URL("node_modules/typescript/bin/tsc", packageRoot));
  await promisify(execFile)(process.execPath, [compiler, "--project", "tsconfig.package.json"], {
    cwd: fileURLToPath(packageRoot),
  }).catch(({ stdout, message }) => {
    throw new Error(`The declarations can't be written: ${stdout || message}`);
  });
  const needed = new Set<string>();
  const visit = async (file: URL): Promise<void> => {
    if (needed.has(file.href)) return;
    needed.add(file.href);
    const text = (await readFile(file, "utf8")).replaceAll(sideEffect, "");
    await writeFile(file, text);
    const imports = [...text.matchAll(/(?:from |import\()"(\.[^"]+)\.ts"/g)];
    await Promise.all(imports.map(([, path]) => visit(new URL(`${path}.d.ts`, file))));
  };
  await Promise.all(entries.map((entry) => visit(new URL(entry, folder))));
  for (const path of await readdir(folder, { recursive: true })) {
    const file = new URL(path, folder);
    if (path.endsWith(".ts") && !needed.has(file.href)) await rm(file);
  }
}
