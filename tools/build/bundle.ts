import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import type { Operation } from "../../shared/operation.ts";
import { replaceFiles } from "./replace-files.ts";
import { standIns } from "./stand-ins.ts";
import { withoutLocales } from "./without-locales.ts";

/** A dependency reads only name and version of its package.json. */
const shortPackageJson: Plugin = {
  name: "short package.json",
  setup({ onLoad }) {
    onLoad({ filter: /\/package\.json$/ }, async ({ path }) => {
      const { name, version } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ name, version }), loader: "json" };
    });
  },
};

/**
 * Bundles functions, each into its folder: `index.js` (CommonJS, minified), its source map, and a package.json with the
 * module type. What they share is read and parsed once.
 * @param root the project's folder
 * @returns esbuild's list of the files in each bundle, in the order of the operations
 */
export async function bundleFunctions(root: URL, operations: readonly Operation[]): Promise<Metafile[]> {
  const begun = new Date();
  const { metafile, outputFiles } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: operations.map(({ functionName }) => `functions/${functionName}/index.ts`),
    outbase: "functions",
    outdir: fileURLToPath(new URL("dist/", root)),
    write: false,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    legalComments: "none",
    alias: { ...standIns },
    plugins: [shortPackageJson, withoutLocales],
    logLevel: "warning",
  });
  return Promise.all(
    operations.map(async ({ functionName }) => {
      const isOwn = (path: string) => basename(dirname(path)) === functionName;
      const files = [
        { name: "package.json", contents: `${JSON.stringify({ type: "commonjs" })}\n` },
        ...outputFiles
          .filter(({ path }) => isOwn(path))
          .map(({ path, contents }) => ({ name: basename(path), contents })),
      ];
      await replaceFiles(new URL(`dist/${functionName}/`, root), files, begun);
      const outputs = Object.entries(metafile.outputs).filter(([path]) => isOwn(path));
      return { ...metafile, outputs: Object.fromEntries(outputs) };
    }),
  );
}
