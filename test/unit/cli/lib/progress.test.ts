import { describe, expect, it } from "vitest";
import { startProgress } from "../../../../cli/lib/progress.ts";

describe("progress", () => {
  const terminalOf = (isTTY: boolean) => {
    const written: string[] = [];
    const terminal = { isTTY, write: (text: string) => written.push(text) };
    return { written, terminal: terminal as unknown as NodeJS.WriteStream };
  };
  const running = { phase: "running", state: "Running", done: false, partial: false } as const;

  it("is one line, which is removed at the end", () => {
    const { written, terminal } = terminalOf(true);
    const progress = startProgress(terminal);
    progress.show({ ...running, progress: 42 });
    progress.show(undefined);
    progress.show(running);
    progress.end();
    const lines = written.map((text) => text.replace("\r\x1b[K", "|").replace(/\d+ s$/, "… s"));
    expect(lines).toEqual(["|calling, … s", "|running, 42 %, … s", "|running, … s", "|"]);
  });

  it("shows nothing without a terminal", () => {
    const { written, terminal } = terminalOf(false);
    const progress = startProgress(terminal);
    progress.show(running);
    progress.end();
    expect(written).toEqual([]);
  });
});
