import { existsSync } from "node:fs";
import { operations } from "../../functions/index.ts";
import { packageRoot } from "../../functions/package-root.ts";
import { isStale } from "./is-stale.mjs";

/** Whether the command line runs in a checkout of the project. An installed package has no sources. */
export const inCheckout = existsSync(new URL("functions/index.ts", packageRoot));

const sources = ["functions", "shared", "local/console", "tools/build", "package.json", "package-lock.json"];
const outputs = [
  ...operations.map(({ functionName }) => `dist/${functionName}/index.js`),
  "dist/console/index.html",
];

/** Builds the functions and the console's page if a source is newer. An installed package has them built. */
export async function buildFunctions(): Promise<void> {
  if (!inCheckout || !outputs.some((file) => isStale(packageRoot, file, sources))) return;
  // Loaded here: esbuild is not installed with the package.
  const { build } = await import("../../tools/build/build.ts");
  await build();
}
