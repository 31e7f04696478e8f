import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isStale } from "../../../../cli/lib/is-stale.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "is-stale-"));
  mkdirSync(join(folder, "source/deep"), { recursive: true });
  for (const name of ["source/a.ts", "source/deep/b.ts", "package.json", "built.js"])
    writeFileSync(join(folder, name), "");
  const paths = ["source/a.ts", "source/deep/b.ts", "source/deep", "source", "package.json"];
  for (const path of paths) setTime(path, 100);
  setTime("built.js", 200);
});

afterEach(() => rmSync(folder, { recursive: true }));

const setTime = (path: string, seconds: number) => utimesSync(join(folder, path), seconds, seconds);

const ask = (sources = ["source", "package.json"]) =>
  isStale(pathToFileURL(`${folder}/`), "built.js", sources);

describe("what is built", () => {
  it("stays while its sources are older", () => {
    expect(ask()).toBe(false);
  });

  it("is built when it is not there", () => {
    rmSync(join(folder, "built.js"));
    expect(ask()).toBe(true);
  });

  it.each(["source/deep/b.ts", "package.json"])("is built again after a change of %s", (path) => {
    setTime(path, 201);
    expect(ask()).toBe(true);
  });

  it("is built again after a source was removed or added", () => {
    rmSync(join(folder, "source/deep/b.ts"));
    expect(ask()).toBe(true);
    setTime("source/deep", 100);
    expect(ask()).toBe(false);
    writeFileSync(join(folder, "source/deep/c.ts"), "");
    setTime("source/deep/c.ts", 100);
    expect(ask()).toBe(true);
  });

  it("does not care for other files", () => {
    setTime("package.json", 201);
    expect(ask(["source"])).toBe(false);
  });
});
