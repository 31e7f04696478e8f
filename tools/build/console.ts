import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { thirdPartyNotices } from "./notices.ts";

/** Writes the console's page to `dist/console/`: its HTML, one script and one style sheet, minified. */
export async function buildConsole(root: URL): Promise<void> {
  const source = new URL("local/console/web/", root);
  const folder = new URL("dist/console/", root);
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root.pathname,
    entryPoints: [
      { in: "local/console/web/main.tsx", out: "app" },
      { in: "local/console/web/app.css", out: "app" },
    ],
    outdir: folder.pathname,
    bundle: true,
    minify: true,
    metafile: true,
    format: "esm",
    target: "es2022",
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx", jsxImportSource: "preact" } },
    legalComments: "none",
    logLevel: "warning",
  });
  await writeFile(new URL("THIRD-PARTY-NOTICES.txt", folder), await thirdPartyNotices(root, metafile));
  await copyFile(new URL("index.html", source), new URL("index.html", folder));
}
