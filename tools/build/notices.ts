import { readdir, readFile } from "node:fs/promises";
import type { Metafile } from "esbuild";
import { type BundledPackage, packagesIn } from "./packages.ts";

/**
 * The licences of the packages in a bundle, for THIRD-PARTY-NOTICES.txt. A package under MIT without a licence file gets
 * the text of the project's own MIT licence.
 * @param root the project's folder
 * @throws Error for a package without a licence file under another licence
 */
export async function thirdPartyNotices(root: URL, metafile: Metafile): Promise<string> {
  const packages = await packagesIn(root, metafile);
  const notices = await Promise.all(packages.map((each) => notice(root, each)));
  return notices.join(`\n${"-".repeat(80)}\n\n`);
}

async function notice(
  root: URL,
  { name, version, license, author, folder }: BundledPackage,
): Promise<string> {
  const read = (path: string) => readFile(new URL(path, root), "utf8");
  const file = (await readdir(new URL(folder, root))).find((each) => /^licen[cs]e/i.test(each));
  if (!file && license !== "MIT")
    throw new Error(`${name} has no licence file. Remove the package, or add its licence here.`);
  const text = file
    ? await read(folder + file)
    : `Copyright (c) ${author}\n\n${termsOf(await read("LICENSE"))}`;
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

function termsOf(license: string): string {
  return license.slice(license.indexOf("Permission is hereby granted"));
}
