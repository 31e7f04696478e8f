import { fileURLToPath } from "node:url";
import { build, type Plugin as EsbuildPlugin } from "esbuild";
import type { Plugin } from "vitest/config";
import { standIns } from "../../../tools/build/stand-ins.ts";

const mark = "?as-bundled";

/**
 * Gives shared/ the pop-core of the bundles: packed by esbuild, with the same stand-ins for what it depends on. Vite's
 * own `alias` does not reach a `require` inside a package. Other importers get pop-core as it is published: for them it
 * is a client of somebody else.
 * @param root the project's folder
 */
export function popCoreAsBundled(root: URL): Plugin {
  const shared = fileURLToPath(new URL("shared/", root));
  return {
    name: "pop-core as bundled",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!source.startsWith("@alicloud/pop-core") || !importer?.startsWith(shared)) return;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved && `${resolved.id}${mark}`;
    },
    async load(id) {
      if (!id.endsWith(mark)) return;
      const { outputFiles } = await build({
        entryPoints: [id.slice(0, -mark.length)],
        bundle: true,
        platform: "node",
        target: "node20",
        format: "esm",
        write: false,
        plugins: [standInsAsFiles(root)],
        logLevel: "warning",
      });
      return outputFiles[0]?.text;
    },
  };
}

/** The stand-ins stay files of their own, which coverage and mutants know by their names. */
const standInsAsFiles = (root: URL): EsbuildPlugin => ({
  name: "stand-ins as files",
  setup({ onResolve }) {
    for (const [name, file] of Object.entries(standIns)) {
      const path = fileURLToPath(new URL(file, root));
      onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path, external: true }));
    }
  },
});
