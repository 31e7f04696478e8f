import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Metafile } from "esbuild";
import { operations } from "../../functions/index.ts";
import { packageRoot } from "../../functions/package-root.ts";
import { writeArtefacts } from "../deploy/artefacts.ts";
import type { Target } from "../deploy/target.ts";
import { bundleFunctions } from "./bundle.ts";
import { bundleModule } from "./bundle-module.ts";
import { buildConsole } from "./console.ts";
import { writeDeclarations } from "./declarations.ts";
import { thirdPartyNotices } from "./notices.ts";
import { billOfMaterials } from "./sbom.ts";

const root = packageRoot;

/** Writes all of `dist/`: what a deployment needs, and the modules of the npm package. */
export async function buildFor(target: Target): Promise<void> {
  await Promise.all([
    buildDeployment(target),
    bundleModule("client"),
    bundleModule("local"),
    writeDeclarations(),
  ]);
}

/** Writes the functions, the files for their deployment and the bill of materials. */
export async function buildDeployment(target: Target): Promise<void> {
  const metafiles = await build();
  await writeArtefacts(fileURLToPath(new URL("dist/", root)), target);
  await writeFile(new URL("dist/sbom.cdx.json", root), await billOfMaterials(root, metafiles));
}

/**
 * Writes a folder for each function, with its bundle and the licences of the packages in it; and the console's page.
 * @returns esbuild's lists of the files in the functions' bundles
 */
export async function build(): Promise<Metafile[]> {
  const [metafiles] = await Promise.all([bundleFunctions(root, operations), buildConsole(root)]);
  for (const [index, { functionName }] of operations.entries()) {
    const notices = await thirdPartyNotices(root, metafiles[index] as Metafile);
    await writeFile(new URL(`dist/${functionName}/THIRD-PARTY-NOTICES.txt`, root), notices);
  }
  return metafiles;
}
