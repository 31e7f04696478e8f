import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cloud, startCloud } from "../../local/cloud.ts";
import { hasTerminal, runShellOnTerminal } from "../support/cloud/terminal.ts";
import { blocksOf, documentPaths } from "../support/unit/markdown.ts";
import { controlIce } from "../support/wire/ice-control.ts";

const run = promisify(execFile);
/** The documents with examples: each a command after `$ `, and what it prints. The Chinese ones have the same. */
const documents = documentPaths
  .filter((path) => !/zh-CN/.test(path))
  .map((path) => {
    const blocks = blocksOf(path).filter(({ language, reason }) => language === "console" && !reason);
    const examples = blocks
      .flatMap(({ text }) => text.split(/^\$ /m).slice(1))
      .map((example) => {
        const [command = "", ...output] = example.split("\n");
        return { command, output: output.join("\n").trim() };
      });
    return [path, examples] as const;
  })
  .filter(([, examples]) => examples.length > 0);

/** Without what differs at every call, and what npm says of a machine's own settings. */
const steady = (text: string) =>
  text
    .replace(/(requestId\\?":\\?"|"version": ")[\w.-]+/g, "$1…")
    .replace(/("retryAfter":)\d+/g, "$1…")
    .replace(/^npm warn .*\n/gm, "")
    .trim();

it("there are documents with examples", () => expect(documents.length).toBeGreaterThan(5));

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ log: () => {} });
});
afterAll(() => cloud.close());

describe.each(documents)("the examples of %s", (_, examples) => {
  // Each document finds the cloud as it was at its start.
  beforeAll(() => controlIce(cloud.iceUrl, "POST", "reset"));

  it.each(examples.filter(({ command }) => hasTerminal || !command.startsWith("npm ")))(
    "$command",
    async ({ command, output }) => {
      const here = (text: string) =>
        text.replaceAll("http://127.0.0.1:9000", cloud.url).replaceAll("http://127.0.0.1:9001", cloud.iceUrl);
      const port = { PORT: new URL(cloud.url).port };
      // What people type they see on a terminal.
      const { text } = command.startsWith("npm ")
        ? await runShellOnTerminal(here(command), { ...port, NO_COLOR: "1" }, 160)
        : { text: (await run("bash", ["-c", here(command)])).stdout };
      expect(steady(text)).toBe(steady(here(output)));
    },
  );
});
