import { expect, it } from "vitest";
import { parse } from "yaml";
import { type Block, blocksOf, documentPaths } from "../../../support/unit/markdown.ts";

/** What is done with a block of each language that has no written reason. It throws where the block is wrong. */
const checks: Readonly<Record<string, (block: Block) => void>> = {
  // readme.test.ts runs each command and compares what it prints.
  console: ({ text }) => expect(text).toMatch(/^\$ /),
  json: ({ text }) => JSON.parse(text),
  yaml: ({ text }) => parse(text),
  // Pictures: GitHub draws them.
  mermaid: ({ text }) => expect(text).toMatch(/^(flowchart|sequenceDiagram|stateDiagram-v2)/),
  // They come from files of docs/examples/, which are type-checked and run.
  ts: ({ generated }) => expect(generated).toBeDefined(),
  js: ({ generated }) => expect(generated).toBeDefined(),
};

const blocks = documentPaths.flatMap(blocksOf);

it("there are blocks", () => {
  expect(blocks.length).toBeGreaterThan(80);
});

it.each(blocks.map((block) => [block.place, block] as const))(
  "%s is run or checked, or says why not",
  (_, block) => {
    if (block.reason) return;
    expect(Object.keys(checks)).toContain(block.language);
    checks[block.language]?.(block);
  },
);
