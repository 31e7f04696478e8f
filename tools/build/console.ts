import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { thirdPartyNotices } from "./notices.ts";
import { replaceFiles } from "./replace-files.ts";

/** Writes the console's page to `dist/console/`: its HTML, one script and one style sheet, minified. */
export async function buildConsole(root: URL): Promise<void> {
  const begun = new Date();
  const folder = new URL("dist/console/", root);
  const { metafile, outputFiles } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: [
      { in: "local/console/web/main.tsx", out: "app" },
      { in: "local/console/web/app.css", out: "app" },
    ],
    outdir: fileURLToPath(folder),
    write: false,
    bundle: true,
    minify: true,
    metafile: true,
    format: "esm",
    target: "es2022",
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx", jsxImportSource: "preact" } },
    legalComments: "none",
    logLevel: "warning",
  });
  const files = [
    { name: "THIRD-PARTY-NOTICES.txt", contents: await thirdPartyNotices(root, metafile) },
    ...outputFiles.map(({ path, contents }) => ({ name: basename(path), contents })),
    { name: "index.html", contents: await readFile(new URL("local/console/web/index.html", root)) },
  ];
  await replaceFiles(folder, files, begun);
}
