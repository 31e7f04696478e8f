import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * The software bill of materials of the deployed packages (CycloneDX 1.5, JSON), from the lockfile.
 * @param root the project's folder
 */
export async function billOfMaterials(root: URL): Promise<string> {
  const args = ["sbom", "--sbom-format", "cyclonedx", "--omit", "dev", "--package-lock-only"];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: root, maxBuffer: 16 * 1024 * 1024 });
  return stdout;
}
