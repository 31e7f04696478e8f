import { readdir, rm } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { packageRoot } from "../../functions/package-root.ts";
import { thirdPartyNotices } from "./notices.ts";
import { popCoreAsDeployed } from "./pop-core-as-deployed.ts";
import { replaceFiles } from "./replace-files.ts";
import { withoutLocales } from "./without-locales.ts";

/**
 * Bundles one entry point of the package into its folder below `dist/`: ES modules, split where a module is loaded later,
 * and the licences of the packages in them. Several processes may do this at the same time.
 * @param room the folder of the entry point, whose `index.ts` it is
 */
export async function bundleModule(room: "cli" | "client" | "local"): Promise<void> {
  const begun = new Date();
  const folder = new URL(`dist/${room}/`, packageRoot);
  const { outputFiles, metafile } = await build({
    absWorkingDir: fileURLToPath(packageRoot),
    entryPoints: [`${room}/index.ts`],
    outdir: fileURLToPath(folder),
    write: false,
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20",
    format: "esm",
    minify: true,
    keepNames: true,
    metafile: true,
    legalComments: "none",
    // esbuild runs a program of its own. ajv takes an eighth of the build; verify and deploy need it, in a checkout only.
    external: ["esbuild", "ajv"],
    plugins: [popCoreAsDeployed(packageRoot), withoutLocales],
    // CommonJS modules in the bundle load Node's modules with it.
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  const bundled = outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }));
  const notices = {
    name: "THIRD-PARTY-NOTICES.txt",
    contents: await thirdPartyNotices(packageRoot, metafile),
  };
  const files = [notices, ...bundled];
  // The entry comes last: its time shows that the build is complete.
  files.sort((a, b) => Number(a.name === "index.js") - Number(b.name === "index.js"));
  await replaceFiles(folder, files, begun);
  const current = new Set(files.map(({ name }) => name));
  for (const name of await readdir(folder))
    if (name.endsWith(".js") && !current.has(name)) await rm(new URL(name, folder), { force: true });
}
