import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { operations } from "../../functions/index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What each folder may import from, itself aside. */
const layers: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  functions: ["shared"],
  client: ["functions", "shared"],
  local: ["functions", "shared"],
  tools: ["local", "functions", "shared"],
  cli: ["tools", "local", "client", "functions", "shared"],
};

const filesOf = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(folder, path));

describe.each(Object.entries(layers))("%s", (folder, below) => {
  it.each(filesOf(folder))("%s imports only what is below", (path) => {
    const text = readFileSync(join(root, path), "utf8");
    const imported = [...text.matchAll(/(?:from|import) "(\.[^"]+\.ts)"/g)].map(([, target = ""]) =>
      relative(root, join(root, dirname(path), target))
        .split("/")
        .at(0),
    );
    expect(imported.filter((top = "") => top !== folder && !below.includes(top))).toEqual([]);
  });
});

it.each(filesOf("shared"))("%s names no operation", (path) => {
  const text = readFileSync(join(root, path), "utf8");
  for (const { name, functionName } of operations) {
    expect(text).not.toContain(name);
    expect(text).not.toContain(functionName);
  }
});
