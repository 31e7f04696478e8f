import { writeFile } from "node:fs/promises";
import { build } from "./build.ts";
import { billOfMaterials } from "./sbom.ts";

const root = new URL("../", import.meta.url);

await build();
await writeFile(new URL("dist/sbom.cdx.json", root), await billOfMaterials(root));
