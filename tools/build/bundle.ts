import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import type { Operation } from "../../shared/operation.ts";
import { replaceFiles } from "./replace-files.ts";
import { standIns } from "./stand-ins.ts";

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
 * Bundles one function into its folder: `index.js` (CommonJS, minified), its source map, and a package.json with the
 * module type.
 * @param root the project's folder
 * @returns esbuild's list of the files in the bundle
 */
export async function bundle(root: URL, operation: Operation): Promise<Metafile> {
  const begun = new Date();
  const folder = new URL(`dist/${operation.functionName}/`, root);
  const { metafile, outputFiles } = await build({
    absWorkingDir: root.pathname,
    entryPoints: [`functions/${operation.functionName}/index.ts`],
    outfile: new URL("index.js", folder).pathname,
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
    plugins: [shortPackageJson],
    logLevel: "warning",
  });
  const files = [
    { name: "package.json", contents: `${JSON.stringify({ type: "commonjs" })}\n` },
    ...outputFiles.map(({ path, contents }) => ({ name: basename(path), contents })),
  ];
  await replaceFiles(folder, files, begun);
  return metafile;
}
