import { spawn } from "node:child_process";
import { createRequire } from "node:module";

/** The real command line, `s`. */
export const serverlessDevs = createRequire(import.meta.url).resolve("@serverless-devs/s/bin/s");

/**
 * Runs the real `s deploy` on the s.yaml of the working directory.
 * @returns its exit code
 */
export function deploy(args: readonly string[], environment: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [serverlessDevs, "deploy", ...args], {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
