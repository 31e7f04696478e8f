import { spawn } from "node:child_process";
import { createRequire } from "node:module";

/** The real command line, `s`. */
export const serverlessDevs = createRequire(import.meta.url).resolve("@serverless-devs/s/bin/s");

/**
 * Deploys one resource of the s.yaml in the working directory with the real `s deploy`, which prints what it does.
 * @param resource its key in the manifest
 * @returns whether it is deployed
 */
export function deployResource(
  resource: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<boolean> {
  const child = spawn(process.execPath, [serverlessDevs, resource, "deploy", ...args], {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code === 0));
  });
}
