import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { operations } from "../../functions/index.ts";

/** The bar is 73,728 bytes; this is where the bundles are, with a little air. */
const ceiling = 69 * 1024;

const fileOf = (functionName: string) =>
  fileURLToPath(new URL(`../../dist/${functionName}/index.js`, import.meta.url));

/** What the bundle requires of Node's own modules, in a process of its own: while it loads, and all told. */
function requiredBy(file: string): string[] {
  const script = `
    const { Module } = require("node:module");
    const load = Module._load;
    const names = new Set();
    Module._load = (name, ...rest) => { names.add(name.replace("node:", "")); return load(name, ...rest); };
    require(${JSON.stringify(file)});
    names.delete(${JSON.stringify(file)});
    console.log(JSON.stringify([...names].sort()));
  `;
  return JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8", timeout: 10_000 }));
}

describe.each(operations)("the bundle of $name", ({ name, functionName }) => {
  const file = fileOf(functionName);
  const text = readFileSync(file, "utf8");
  const { sources } = JSON.parse(readFileSync(`${file}.map`, "utf8")) as { sources: string[] };

  test("is small", () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(ceiling);
  });

  // With a single other character, Node reads the file in a slower way, and its text takes twice the memory.
  test("is ASCII, which loads faster", () => {
    expect(Buffer.byteLength(text)).toBe(text.length);
  });

  test("holds two packages, and of zod its core", () => {
    const packages = sources.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
    expect([...new Set(packages)].sort()).toEqual(["@alicloud/pop-core", "zod"]);
    expect(sources.filter((path) => /locales|classic|\/mini\/|to-json-schema/.test(path))).toEqual([]);
  });

  test.each([
    "xml2js",
    "sax",
    "ali-oss",
    "axios",
    "bignumber",
    "BigNumber",
    "process.env.DEBUG",
    "loadJSONSync",
  ])("has no %s in it", (word) => {
    expect(text).not.toContain(word);
  });

  test("knows no other operation", () => {
    const others = operations.filter((other) => other.name !== name);
    for (const other of others) {
      expect(text).not.toContain(other.name);
      expect(text).not.toContain(other.functionName);
    }
  });

  test("loads of Node what a request needs", () => {
    expect(requiredBy(file)).toEqual(["buffer", "crypto", "http", "https"]);
  });
});
