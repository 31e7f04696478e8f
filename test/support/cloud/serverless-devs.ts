import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { serverlessDevs } from "../../../tools/deploy/serverless-devs.ts";

/**
 * Runs the real `s verify` on a copy of a manifest, with the fc3 component's real schema: a component on this machine
 * stands in for `fc3`, which would be loaded from the vendor's registry.
 * @returns what it prints about the manifest; "" when it finds nothing wrong
 */
export async function verifyWithServerlessDevs(manifest: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "serverless-devs-"));
  try {
    const schema = await readFile("test/data/fc3/schema.json", "utf8");
    const component = join(home, "fc3");
    await mkdir(component);
    await writeFile(join(component, "package.json"), '{"name":"fc3","main":"index.js"}');
    await writeFile(
      join(component, "index.js"),
      `module.exports = class { getSchema() { return ${JSON.stringify(schema)}; } };\n`,
    );
    const document = parseDocument(await readFile(manifest, "utf8"), { merge: true });
    for (const name of Object.keys(document.toJS().resources))
      document.setIn(["resources", name, "component"], component);
    await writeFile(join(home, "s.yaml"), document.toString());
    // NODE_ENV=test keeps the command line from starting its reporting and updating daemons.
    const env = { ...process.env, HOME: home, serverless_devs_config_home: home, NODE_ENV: "test" };
    return await new Promise((resolve) => {
      execFile(
        process.execPath,
        [serverlessDevs, "verify", "-t", join(home, "s.yaml")],
        { cwd: home, env, timeout: 60_000 },
        (error, stdout) => resolve(error ? stdout || error.message : ""),
      );
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
