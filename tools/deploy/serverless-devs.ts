import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { propsSchema } from "./props-schema.ts";

const cli = createRequire(import.meta.url).resolve("@serverless-devs/s/bin/s");

/**
 * Runs the real `s verify` on a manifest. This project's own schema replaces every component, because `component: fc3`
 * would be loaded from the vendor's registry. Works on a copy, with a home directory of its own; needs no network and no
 * credentials.
 * @param manifest path of an s.yaml that can be read
 * @returns what is wrong, one line each
 * @throws an Error when the command line itself fails
 */
export async function verifyProps(manifest: string): Promise<string[]> {
  const home = await mkdtemp(join(tmpdir(), "verify-"));
  try {
    const copy = join(home, "s.yaml");
    const document = parseDocument(await readFile(manifest, "utf8"), { merge: true });
    for (const name of Object.keys(document.toJS().resources))
      document.setIn(["resources", name, "component"], join(home, "fc3"));
    await writeFile(copy, document.toString());
    await writeComponent(join(home, "fc3"));
    return await runVerify(copy, home);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/**
 * Runs the real `s deploy` on the s.yaml of the working directory.
 * @returns its exit code
 */
export function deploy(args: readonly string[], environment: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [cli, "deploy", ...args], {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Writes a component that only returns its schema. */
async function writeComponent(folder: string): Promise<void> {
  const schema = JSON.stringify(JSON.stringify(propsSchema));
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), '{"name":"fc3","main":"index.js"}');
  await writeFile(
    join(folder, "index.js"),
    `module.exports = class { getSchema() { return ${schema}; } };\n`,
  );
}

function runVerify(manifest: string, home: string): Promise<string[]> {
  // NODE_ENV=test keeps the command line from starting its reporting and updating daemons.
  const env = { ...process.env, HOME: home, serverless_devs_config_home: home, NODE_ENV: "test" };
  const options = { cwd: home, env, timeout: 60_000 };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [cli, "verify", "-t", manifest], options, (error, stdout) => {
      if (!error) return resolve([]);
      const violations = violationsIn(stdout);
      return violations.length > 0 ? resolve(violations) : reject(error);
    });
  });
}

/** The lines between the command line's headline and its tips. */
function violationsIn(output: string): string[] {
  const [, message = output] = output.split("Error Message:");
  const [lines = message] = message.split(/🍼|A complete log of this run/u);
  return lines
    .split("\n")
    .filter((line) => line.trim() !== "" && !/must match "(then|else)" schema$/.test(line))
    .map((line) => line.replace("must NOT be valid", "is not a known property"));
}
