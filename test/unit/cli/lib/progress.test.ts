import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { startProgress } from "../../../../cli/lib/progress.ts";

describe("progress", () => {
  const terminalOf = (isTTY: boolean) => {
    const written: string[] = [];
    const terminal = { isTTY, write: (text: string) => written.push(text) };
    return { written, terminal: terminal as unknown as NodeJS.WriteStream };
  };
  const running = { phase: "running", state: "Running", done: false, partial: false } as const;

  it("is a line for each state but the last, above one that counts and is removed at the end", () => {
    const { written, terminal } = terminalOf(true);
    const progress = startProgress(terminal);
    progress.show({ ...running, progress: 42, retryAfter: 4 });
    progress.show({ ...running, progress: 42, retryAfter: 5 });
    progress.show(undefined);
    progress.show({ ...running, progress: 50 });
    progress.show({ ...running, phase: "succeeded", state: "Success", done: true });
    progress.end();
    const lines = stripVTControlCharacters(written.join("").replaceAll(/waiting, \d+ s/g, "…")).split("\r");
    expect(lines.map((line) => line.replace(/^\d\d:\d\d:\d\d/, "hh:mm:ss"))).toEqual([
      "",
      "…",
      "hh:mm:ss  ◐ running    Running      42 %  next poll in 4 s\n",
      "…",
      "hh:mm:ss  ◐ running    Running      50 %\n",
      "…",
      "",
    ]);
  });

  it("shows nothing without a terminal", () => {
    const { written, terminal } = terminalOf(false);
    const progress = startProgress(terminal);
    progress.show(running);
    progress.end();
    expect(written).toEqual([]);
  });
});
