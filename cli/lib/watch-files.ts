import { watch } from "node:fs";

/** Milliseconds without a change before something is done: an editor saves in several steps. */
const quiet = 150;

/**
 * Calls `act` after a change of a file, or of anything in a folder. One call at a time: changes meanwhile lead to one
 * more.
 * @param act never rejects
 * @returns what ends the watch
 */
export function watchFiles(paths: readonly string[], act: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let acting = false;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (acting) return changed();
      acting = true;
      await act();
      acting = false;
    }, quiet);
  };
  // A folder's watch sees files that are replaced, which a file's own watch loses.
  const watchers = paths.map((path) => watch(path, { recursive: true }, changed));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
