import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { build } from "esbuild";
import { packageRoot } from "../../functions/package-root.ts";
import { popCoreAsDeployed } from "./pop-core-as-deployed.ts";

const folder = new URL("dist/cli/", packageRoot);

/**
 * Bundles the command line into `dist/cli/`: ES modules, split so that a command loads only its own code. Several
 * processes may do this at the same time.
 */
export async function bundleCli(): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: packageRoot.pathname,
    entryPoints: ["cli/index.ts"],
    outdir: folder.pathname,
    write: false,
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20",
    format: "esm",
    minify: true,
    keepNames: true,
    legalComments: "none",
    // It runs a program of its own.
    external: ["esbuild"],
    plugins: [popCoreAsDeployed(packageRoot)],
    // CommonJS modules in the bundle load Node's modules with it.
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  await mkdir(folder, { recursive: true });
  const files = outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }));
  // The entry comes last: its time shows that the build is complete.
  files.sort((a, b) => Number(a.name === "index.js") - Number(b.name === "index.js"));
  for (const { name, contents } of files) {
    const part = new URL(`${name}.${process.pid}`, folder);
    await writeFile(part, contents);
    await rename(part, new URL(name, folder));
  }
  const current = new Set(files.map(({ name }) => name));
  for (const name of await readdir(folder))
    if (name.endsWith(".js") && !current.has(name)) await rm(new URL(name, folder), { force: true });
}
