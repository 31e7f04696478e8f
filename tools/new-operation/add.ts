import { execFile } from "node:child_process";
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { operations } from "../../functions/index.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { type Guess, GuessError, guessOperation, type Known } from "./guess.ts";
import { sourcesOf } from "./source.ts";

/** What was written, as paths below the project's folder, and the guess behind it. */
export interface Added {
  readonly files: readonly string[];
  readonly guess: Guess;
}

/**
 * Adds an operation to a checkout: its folder, its line in `functions/index.ts` and its resource in `s.yaml`.
 * @param root the checkout's folder, as a URL that ends with a slash
 * @param sampleText an answer of ICE, as JSON text; it becomes the folder's `sample.json`
 * @throws GuessError when the operation is there already, or nothing can be guessed; nothing is written then
 * @example await addOperation(packageRoot, "GetMediaProducingJob", await readFile("answer.json", "utf8"))
 */
export async function addOperation(
  root: URL,
  name: string,
  sampleText: string,
  known: Known = {},
): Promise<Added> {
  const guess = guessOperation(name, parseSample(sampleText), known);
  const { functionName } = guess;
  const folder = `functions/${functionName}`;
  const index = await readFile(new URL("functions/index.ts", root), "utf8");
  const manifest = await readFile(new URL("s.yaml", root), "utf8");
  const isThere = await access(new URL(folder, root)).then(
    () => true,
    () => false,
  );
  if (isThere) throw new GuessError(`${folder} exists already. Edit it, or remove it first.`);

  const files = new Map([
    ...[...sourcesOf(guess)].map(([file, text]) => [`${folder}/${file}`, text] as const),
    [`${folder}/sample.json`, `${sampleText.trim()}\n`],
    ["functions/index.ts", withLine(index, guess)],
    ["s.yaml", withResource(manifest, guess)],
  ]);
  await mkdir(new URL(folder, root));
  for (const [path, text] of files) await writeFile(new URL(path, root), text);
  await format(
    root,
    [...files.keys()].filter((path) => path.endsWith(".ts")),
  );
  return { files: [...files.keys()], guess };
}

function parseSample(text: string): Document {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Document;
  } catch {}
  throw new GuessError("The sample is not a JSON object. Save one whole answer of ICE in a file.");
}

/** functions/index.ts with one more operation: its import in the order of paths, itself at the end. */
function withLine(index: string, { name, functionName }: Guess): string {
  const variable = name.charAt(0).toLowerCase() + name.slice(1);
  const line = `import { operation as ${variable} } from "./${functionName}/operation.ts";`;
  const [imports = [], rest = []] = [true, false].map((wanted) =>
    index.split("\n").filter((each) => each.startsWith("import { operation as ") === wanted),
  );
  const pathOf = (each: string) => each.slice(each.indexOf('"'));
  const sorted = [...imports, line].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  // The import of the type comes first.
  return [rest[0], ...sorted, ...rest.slice(1)].join("\n").replace(/^(\] as const)/m, `  ${variable},\n$1`);
}

/** s.yaml with one more resource, made like that of the first operation of the kind. */
function withResource(manifest: string, { kind, functionName }: Guess): string {
  const model = (operations as readonly Operation[]).find((each) => each.kind === kind)?.functionName ?? "";
  const block = new RegExp(`^ {2}${model}:\\n(?: {3,}.*\\n|\\n)+`, "m").exec(`${manifest.trimEnd()}\n`)?.[0];
  if (!block) throw new GuessError(`s.yaml has no resource ${model} to go by.`);
  const resource = withoutOwnTriggers(block.trimEnd()).replaceAll(model, functionName);
  return `${manifest.trimEnd()}\n\n${resource}\n`;
}

/** Of the triggers, only those that all functions share: `- *http`. A timer or an event is the model's own. */
function withoutOwnTriggers(block: string): string {
  return block
    .replace(/^( +)triggers:\n((?:\1 {2,}.*(?:\n|$))*)/m, (_, indent: string, list: string) => {
      const shared = list.split("\n").filter((line) => /^ +- \*\w+$/.test(line));
      return `${indent}triggers:\n${shared.join("\n")}\n`;
    })
    .trimEnd();
}

/** Formats what was written with the project's formatter. Without one, as in a checkout without packages, it stays as it is. */
async function format(root: URL, paths: readonly string[]): Promise<void> {
  try {
    const biome = createRequire(new URL("package.json", root)).resolve("@biomejs/biome/bin/biome");
    await promisify(execFile)(
      process.execPath,
      [biome, "format", "--write", "--vcs-enabled=false", ...paths],
      { cwd: fileURLToPath(root) },
    );
  } catch {
    console.error("The new files are not formatted: run npm ci and npm run format.");
  }
}
