// Plain JavaScript, because cli/run.mjs asks before there is a build, and Node.js 20 can't run TypeScript.
import { existsSync, readdirSync, statSync } from "node:fs";

/**
 * Whether what is built has to be built again: it is not there, or a source was changed, added or removed since.
 * @param {URL} root the project's folder
 * @param {string} built a file that was built, relative to it. Its time must be that of the build's begin
 * @param {readonly string[]} sources files and folders, relative to it
 * @returns {boolean}
 */
export function isStale(root, built, sources) {
  const file = new URL(built, root);
  if (!existsSync(file)) return true;
  const time = statSync(file).mtimeMs;
  /** @type {(path: string) => boolean} */
  const isNewer = (path) => {
    const stat = statSync(new URL(path, root));
    if (stat.mtimeMs > time) return true;
    return stat.isDirectory() && readdirSync(new URL(path, root)).some((name) => isNewer(`${path}/${name}`));
  };
  return sources.some(isNewer);
}
