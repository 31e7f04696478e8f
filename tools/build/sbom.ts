import { readFile } from "node:fs/promises";
import type { Metafile } from "esbuild";
import packageJson from "../../package.json" with { type: "json" };
import { type BundledPackage, packagesIn } from "./packages.ts";

/**
 * The software bill of materials of the deployed functions (CycloneDX 1.5, JSON): the packages whose code is in a bundle,
 * as esbuild lists them, and no other. The hashes are those of the lockfile. Two builds of the same code give the same text.
 * @param root the project's folder
 * @param metafiles of the functions' bundles
 */
export async function billOfMaterials(root: URL, metafiles: readonly Metafile[]): Promise<string> {
  const lists = await Promise.all(metafiles.map((each) => packagesIn(root, each)));
  const packages = [...new Map(lists.flat().map((each) => [each.folder, each])).values()].sort((a, b) =>
    a.folder < b.folder ? -1 : 1,
  );
  const lock = JSON.parse(await readFile(new URL("package-lock.json", root), "utf8"));
  const { name, version, license } = packageJson;
  const own = `${name}@${version}`;
  const refs = new Map(packages.map((each) => [each.name, refOf(each)]));
  const imported = new Set(packages.flatMap(({ imports }) => imports));
  const bill = {
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      component: {
        "bom-ref": own,
        type: "application",
        name,
        version,
        purl: purlOf(name, version),
        licenses: [{ license: { id: license } }],
      },
    },
    components: packages.map((each) => component(each, lock.packages[lockedAs(each)]?.integrity)),
    dependencies: [
      { ref: own, dependsOn: packages.filter((each) => !imported.has(each.name)).map(refOf) },
      ...packages.map((each) => ({
        ref: refOf(each),
        dependsOn: each.imports.flatMap((other) => refs.get(other) ?? []),
      })),
    ],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** The key of a package in the lockfile. `node_modules` may be a link to a folder elsewhere. */
const lockedAs = ({ folder }: BundledPackage) =>
  folder.slice(folder.indexOf("node_modules/")).replace(/\/$/, "");

const refOf = ({ name, version }: BundledPackage) => `${name}@${version}`;
const purlOf = (name: string, version: string) => `pkg:npm/${name.replace("@", "%40")}@${version}`;

function component({ name, version, license }: BundledPackage, integrity: string | undefined) {
  const [, group, short] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name) as unknown as [string, string?, string?];
  const hash = integrity?.replace("sha512-", "");
  return {
    "bom-ref": `${name}@${version}`,
    type: "library",
    ...(group && { group }),
    name: short,
    version,
    purl: purlOf(name, version),
    licenses: [{ license: { id: license } }],
    ...(hash && { hashes: [{ alg: "SHA-512", content: Buffer.from(hash, "base64").toString("hex") }] }),
  };
}
