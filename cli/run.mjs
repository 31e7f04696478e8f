// Runs the command line from a clone: builds dist/cli/ first when a source is newer. Plain JavaScript, because Node.js 20
// can't run TypeScript.
import { existsSync, readdirSync, statSync } from "node:fs";

const root = new URL("../", import.meta.url);
const entry = new URL("dist/cli/index.js", root);
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

/** Whether a source has changed since the build, or one was added or removed. */
function isStale() {
  if (!existsSync(entry)) return true;
  const built = statSync(entry).mtimeMs;
  const isNewer = (path) => {
    const stat = statSync(new URL(path, root));
    if (stat.mtimeMs > built) return true;
    return stat.isDirectory() && readdirSync(new URL(path, root)).some((name) => isNewer(`${path}/${name}`));
  };
  return sources.some(isNewer);
}

if (isStale()) {
  const { tsImport } = await import("tsx/esm/api");
  const { bundleModule } = await tsImport("../tools/build/bundle-module.ts", import.meta.url);
  await bundleModule("cli");
}
await import(entry.href);
