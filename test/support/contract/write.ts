import { writeFile } from "node:fs/promises";
import { packageRoot } from "../../../functions/package-root.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { currentContract } from "./current.ts";

// Keeps the contract of a release: tsx test/support/contract/write.ts
const path = `test/data/contracts/${packageJson.version}.json`;
await writeFile(new URL(path, packageRoot), `${JSON.stringify(currentContract(), null, 2)}\n`);
console.log(`Wrote ${path}.`);
