import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cloud, startCloud } from "../../local/cloud.ts";
import { hasTerminal, runShellOnTerminal } from "../support/cloud/terminal.ts";

const root = new URL("../../", import.meta.url);
const run = promisify(execFile);
const documents = await Promise.all(
  ["README.md", "docs/reference/client.md", "docs/reference/errors.md", "docs/start/local.md"].map((path) =>
    readFile(new URL(path, root), "utf8"),
  ),
);

/** The examples: each a command after `$ `, and what it prints. */
const examples = [...documents.join("\n").matchAll(/^```console\n(.*?)^```/gms)]
  .flatMap(([, block = ""]) => block.split(/^\$ /m).slice(1))
  .map((example) => {
    const [command = "", ...output] = example.split("\n");
    return { command, output: output.join("\n").trim() };
  });

/** Without what differs at every call, and what npm says of a machine's own settings. */
const steady = (text: string) =>
  text
    .replace(/(requestId\\?":\\?")[\w-]+/g, "$1…")
    .replace(/^npm warn .*\n/gm, "")
    .trim();

describe("the documents' examples", () => {
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await startCloud({ log: () => {} });
  });
  afterAll(() => cloud.close());

  it("are there", () => expect(examples.length).toBeGreaterThan(8));

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
