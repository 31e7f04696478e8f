import { mkdir, readFile, writeFile } from "node:fs/promises";
import { build, type Metafile, type Plugin } from "esbuild";
import type { Operation } from "../shared/operation.ts";

/**
 * Modules that a bundle is better without, and what stands in for them.
 * - json-bigint makes objects of every number over 15 characters, rejects an answer that has a `__proto__` key, and takes
 *   5 to 8 times as long as the native parser.
 * - debug prints credentials when the DEBUG variable is set.
 * - a package.json is read for its name and version alone.
 */
const standIns: Plugin = {
  name: "stand-ins",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^(json-bigint|debug)$/ }, ({ path }) => ({ path, namespace: "stand-in" }));
    onLoad({ filter: /^json-bigint$/, namespace: "stand-in" }, () => ({ contents: "module.exports = JSON" }));
    onLoad({ filter: /^debug$/, namespace: "stand-in" }, () => ({
      contents: "module.exports = () => () => {}",
    }));
    onLoad({ filter: /\/package\.json$/ }, async ({ path }) => {
      const { name, version } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ name, version }), loader: "json" };
    });
  },
};

/**
 * Bundles one function into its folder: `index.js` (CommonJS, minified), its source map, and a package.json that says
 * what kind of module it is.
 * @param root the project's folder
 * @returns esbuild's account of what went into the bundle
 */
export async function bundle(root: URL, operation: Operation): Promise<Metafile> {
  const folder = new URL(`dist/${operation.functionName}/`, root);
  const { metafile } = await build({
    absWorkingDir: root.pathname,
    entryPoints: [`functions/${operation.functionName}/index.ts`],
    outfile: new URL("index.js", folder).pathname,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    legalComments: "none",
    plugins: [standIns],
    logLevel: "warning",
  });
  await mkdir(folder, { recursive: true });
  await writeFile(new URL("package.json", folder), `${JSON.stringify({ type: "commonjs" })}\n`);
  return metafile;
}
