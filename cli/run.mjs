// Runs the command line from a clone: builds dist/cli/ first when a source is newer. Plain JavaScript, because Node.js 20
// can't run TypeScript.
import { isStale } from "./lib/is-stale.mjs";

const root = new URL("../", import.meta.url);
const entry = "dist/cli/index.js";
const sources = [
  "cli",
  "client",
  "functions",
  "local",
  "shared",
  "tools",
  "package.json",
  "package-lock.json",
];

if (isStale(root, entry, sources)) {
  const { tsImport } = await import("tsx/esm/api");
  const { bundleModule } = await tsImport("../tools/build/bundle-module.ts", import.meta.url);
  await bundleModule("cli");
}
await import(new URL(entry, root).href);
