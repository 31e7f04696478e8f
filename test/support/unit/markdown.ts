import { readdirSync, readFileSync } from "node:fs";

const root = new URL("../../../", import.meta.url);

/** Every document of the project, by its path. */
export const documentPaths: readonly string[] = [
  ...readdirSync(root),
  ...readdirSync(new URL("docs/", root), { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));

/** A fenced block of a document. */
export interface Block {
  /** Such as `README.md:22`. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
  /** Why no test runs or checks it, as a comment above it says. */
  readonly reason: string | undefined;
  /** The name of the generated part that it stands in. */
  readonly generated: string | undefined;
}

export function blocksOf(path: string): Block[] {
  const document = readFileSync(new URL(path, root), "utf8");
  const fenced = /(?:<!-- (?:not run: (.+?)|begin ([\w-]+)) -->\s*)?^( *)```([\w-]*)\n(.*?)^ *```$/gms;
  return [...document.matchAll(fenced)].map(
    ({ index, 0: whole, 1: reason, 2: generated, 3: indent = "", 4: language = "", 5: text = "" }) => ({
      place: `${path}:${document.slice(0, index + whole.indexOf("```")).split("\n").length}`,
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
      reason,
      generated,
    }),
  );
}
