import { existsSync } from "node:fs";
import { packageRoot } from "../../functions/package-root.ts";

/** Whether the command line runs in a checkout of the project. An installed package has no sources. */
export const inCheckout = existsSync(new URL("functions/index.ts", packageRoot));

/** Builds the functions from their sources. An installed package has them built. */
export async function buildFunctions(): Promise<void> {
  if (!inCheckout) return;
  // Loaded here: esbuild is not installed with the package.
  const { build } = await import("../../tools/build/build.ts");
  await build();
}
