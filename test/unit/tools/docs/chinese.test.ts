import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../../../shared/errors/catalogue.ts";

const textOf = (path: string) => readFile(new URL(`../../../../${path}`, import.meta.url), "utf8");

const documents = [
  { chinese: "README.zh-CN.md", english: "README.md" },
  { chinese: "docs/zh-CN/deploy.md", english: "docs/start/deploy.md" },
  { chinese: "docs/zh-CN/errors.md", english: "docs/reference/errors.md" },
] as const;

/** The link from one document to another. */
const linkTo = (from: string, to: string) => posix.relative(posix.dirname(from), to);

const codeBlocks = (text: string) => text.match(/^```.*?^```$/gms) ?? [];

const headingLevels = (text: string) => text.replace(/^```.*?^```$/gms, "").match(/^#+(?= )/gm) ?? [];

/** Of each row of each table: what stands in backticks or is a number alone in its cell, sorted. */
const tableRows = (text: string) =>
  (text.match(/^\| .*\|$/gm) ?? []).map((row) =>
    (row.match(/`[^`]+`|(?<=\| )\d+(?= \|)/g) ?? [])
      .filter((mark) => !mark.includes("<"))
      .sort()
      .join(" "),
  );

describe.each(documents)("$chinese", ({ chinese, english }) => {
  it("has the code blocks of the English document, in the same order", async () => {
    const wanted = codeBlocks(await textOf(english));
    expect(wanted.length).toBeGreaterThan(0);
    expect(codeBlocks(await textOf(chinese))).toEqual(wanted);
  });

  it("has the headings of the English document, at the same levels", async () => {
    expect(headingLevels(await textOf(chinese))).toEqual(headingLevels(await textOf(english)));
  });

  it("has only table rows that the English document has, with the same names and numbers", async () => {
    // An operation that is added is in the English table at once, in the Chinese one when it is translated.
    const rows = tableRows(await textOf(english));
    const translated = tableRows(await textOf(chinese));
    expect(translated.length).toBeGreaterThan(0);
    expect(translated.filter((row) => !rows.includes(row))).toEqual([]);
  });

  it("links to the English document, and is linked from it", async () => {
    expect(await textOf(chinese)).toContain(`[English](${linkTo(chinese, english)})`);
    expect(await textOf(english)).toContain(`[中文](${linkTo(english, chinese)})`);
  });
});

it("docs/zh-CN/errors.md has every row of the English tables, in the same order", async () => {
  const [chinese, english] = await Promise.all(
    ["docs/zh-CN/errors.md", "docs/reference/errors.md"].map(async (path) => tableRows(await textOf(path))),
  );
  expect(chinese).toEqual(english);
});

it.each(Object.entries(catalogue))("docs/zh-CN/errors.md has %s with its status", async (code, entry) => {
  const retry = entry.retryable ? "是" : "否";
  expect(await textOf("docs/zh-CN/errors.md")).toContain(`\n| \`${code}\` | ${entry.status} | ${retry} | `);
});
