import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { standIns } from "./stand-ins.ts";

const namespace = "pop-core-as-deployed";

/**
 * Gives the code of shared/ the pop-core of the deployed bundles, with the stand-ins for what it depends on. All other
 * code gets pop-core as it is published: there it is an ordinary client, which sends its requests by itself.
 * @param root the project's folder
 */
export function popCoreAsDeployed(root: URL): Plugin {
  const shared = fileURLToPath(new URL("shared/", root));
  return {
    name: namespace,
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^@alicloud\/pop-core\// }, ({ importer, path }) =>
        importer.startsWith(shared) ? { namespace, path } : undefined,
      );
      onLoad({ filter: /^/, namespace }, async ({ path }) => {
        const { outputFiles } = await build({
          absWorkingDir: fileURLToPath(root),
          stdin: {
            contents: `module.exports = require(${JSON.stringify(path)})`,
            resolveDir: fileURLToPath(root),
          },
          bundle: true,
          platform: "node",
          target: "node20",
          format: "cjs",
          write: false,
          alias: { ...standIns },
          logLevel: "warning",
        });
        return { contents: outputFiles[0]?.text ?? "", resolveDir: fileURLToPath(root) };
      });
    },
  };
}
