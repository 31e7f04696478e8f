import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { documents, generated } from "../../../../tools/docs/generate.ts";

const root = new URL("../../../../", import.meta.url);
const pages = [
  ...(await readdir(root)),
  ...(await readdir(new URL("docs/", root), { recursive: true })).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));

it.each(documents)("%s says what the code says", async (path) => {
  const { current, wanted } = await generated(path);
  expect(current).toBe(wanted);
});

it.each(pages)("every link of %s leads somewhere", async (path) => {
  const text = await readFile(new URL(path, root), "utf8");
  const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = ""]) => target);
  expect(targets.filter((target) => !existsSync(new URL(target, new URL(path, root))))).toEqual([]);
});

it.each(pages)("%s names only commands that there are", async (path) => {
  const { scripts } = JSON.parse(await readFile(new URL("package.json", root), "utf8"));
  const text = await readFile(new URL(path, root), "utf8");
  const named = [...text.matchAll(/npm run (?:--silent )?([a-z-]+)/g)].map(([, name = ""]) => name);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});
