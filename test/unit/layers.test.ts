import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { operations } from "../../functions/index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The rooms that each room may import from, itself aside. */
const below: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  functions: ["shared"],
  client: ["functions", "shared"],
  local: ["functions", "shared"],
  tools: ["local", "functions", "shared"],
  cli: ["tools", "local", "client", "functions", "shared"],
};

/** The order inside shared/: each entry may import from the entries before it. The last ones stand on one level. */
const sharedOrder: readonly (readonly string[])[] = [
  ["json"],
  ["errors"],
  ["runtime"],
  ["schema"],
  ["operation.ts"],
  ["ice"],
  ["job"],
  ["validation"],
  ["response"],
  ["calls"],
  ["triggers"],
  ["handler.ts", "log.ts", "explain.ts", "rehearsal.ts"],
];

const filesOf = (room: string) =>
  readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(room, path));

/** Each file and the project's files that it imports: for types and lazily, too. */
const imports = new Map(
  Object.keys(below)
    .flatMap(filesOf)
    .map((path) => [path, importsOf(path)]),
);

function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), "utf8");
  return [...text.matchAll(/(?:from |import |import\()"(\.[^"]+\.ts)"/g)].map(([, target = ""]) =>
    relative(root, join(root, dirname(path), target)),
  );
}

/** The imports of files below `folder` that `allowed` refuses, as `importer → imported`. */
function refused(folder: string, allowed: (path: string, target: string) => boolean): string[] {
  return [...imports]
    .filter(([path]) => path.startsWith(`${folder}/`))
    .flatMap(([path, targets]) =>
      targets.filter((target) => !allowed(path, target)).map((target) => `${path} → ${target}`),
    );
}

describe("rooms", () => {
  const roomOf = (path: string) => path.split("/")[0] ?? "";

  it("have files", () => {
    for (const room of Object.keys(below)) expect(filesOf(room)).not.toEqual([]);
  });

  it.each(Object.entries(below))("%s imports only from %j", (room, rooms) => {
    expect(refused(room, (_, target) => [room, ...rooms].includes(roomOf(target)))).toEqual([]);
  });
});

describe("files outside shared/", () => {
  it("do not import each other in circles", () => {
    const outside = [...imports.keys()].filter((path) => !path.startsWith("shared/"));
    expect(firstCircle(outside)).toEqual([]);
  });
});

describe("inside shared/", () => {
  const levelOf = (path: string) =>
    sharedOrder.findIndex((names) => names.includes(path.split("/")[1] ?? ""));

  it("every folder and file has its place in the order", () => {
    expect(filesOf("shared").filter((path) => levelOf(path) < 0)).toEqual([]);
  });

  it("a folder imports only from the folders before it", () => {
    const sameFolder = (path: string, target: string) => path.split("/")[1] === target.split("/")[1];
    const onTop = sharedOrder.length - 1;
    expect(
      refused("shared", (path, target) => {
        const [from, to] = [levelOf(path), levelOf(target)];
        return sameFolder(path, target) || to < from || (from === onTop && to === onTop);
      }),
    ).toEqual([]);
  });

  it("files do not import each other in circles", () => {
    expect(firstCircle(filesOf("shared"))).toEqual([]);
  });

  it("operation.ts imports types alone", () => {
    const text = readFileSync(join(root, "shared/operation.ts"), "utf8");
    const lines = text.split("\n").filter((line) => line.startsWith("import "));
    expect(lines.filter((line) => !line.startsWith("import type "))).toEqual([]);
  });

  it.each(filesOf("shared"))("%s names no operation", (path) => {
    const text = readFileSync(join(root, path), "utf8");
    for (const { name, functionName } of operations) {
      expect(text).not.toContain(name);
      expect(text).not.toContain(functionName);
    }
  });
});

/** One circle among these files, the first file at both ends; empty when there is none. */
function firstCircle(paths: readonly string[]): string[] {
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path) || !paths.includes(path)) return [];
    for (const target of imports.get(path) ?? []) {
      const circle = visit(target, [...way, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  return paths.map((path) => visit(path, [])).find((circle) => circle.length > 0) ?? [];
}
