import { existsSync } from "node:fs";

/** The package's folder, from the source as from a bundle in `dist/`. */
export const packageRoot: URL = findRoot(new URL("./", import.meta.url));

function findRoot(folder: URL): URL {
  return existsSync(new URL("package.json", folder)) ? folder : findRoot(new URL("../", folder));
}
