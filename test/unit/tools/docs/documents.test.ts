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

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

it.each(pages)("every anchor that %s links to is there", async (path) => {
  const text = await readFile(new URL(path, root), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)];
  for (const [whole, target = "", anchor] of links) {
    const there = target === "" ? text : await readFile(new URL(target, new URL(path, root)), "utf8");
    const anchors = [...there.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
    expect(anchors, whole).toContain(anchor);
  }
});

it.each(pages)("%s names only commands that there are", async (path) => {
  const { scripts } = JSON.parse(await readFile(new URL("package.json", root), "utf8"));
  const text = await readFile(new URL(path, root), "utf8");
  const named = [...text.matchAll(/npm run (?:--silent )?([a-z-]+)/g)].map(([, name = ""]) => name);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

it("every test that docs/reliability.md names is there", async () => {
  const text = await readFile(new URL("docs/reliability.md", root), "utf8");
  const files = [...text.matchAll(/`(test\/[\w/.-]+\.test\.ts)`/g)].map(([, path = ""]) => path);
  expect(files.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  const titles = [...text.matchAll(/\b(overrun|bounds): ([\w ,-]+?)(?=[;|]| \|)/g)];
  expect(titles.length).toBeGreaterThan(10);
  const sources = {
    overrun: await readFile(new URL("test/integration/overrun.test.ts", root), "utf8"),
    bounds: await readFile(new URL("test/thorough/bounds.test.ts", root), "utf8"),
  };
  const missing = titles.filter(([, name = "", title = ""]) => {
    const source = sources[name as keyof typeof sources];
    return !new RegExp(`\\(\\s*"(%s )?${title.trim()}`).test(source);
  });
  expect(missing.map(([whole]) => whole)).toEqual([]);
});
