import type { Lifecycle } from "../../shared/job/lifecycle.ts";
import { jobLine } from "./answer-text.ts";
import { terminalOf } from "./terminal.ts";

export interface Progress {
  /** Shows what an answer told of the job. */
  show(lifecycle: Lifecycle | undefined): void;
  /** Removes the line that is updated. What the job went through stays. */
  end(): void;
}

const clearLine = "\r\x1b[K";

/**
 * On a terminal: a line for every state that the job went through, but the last, and below them one that counts the
 * seconds. Without a terminal it shows nothing.
 */
export function startProgress(stream: NodeJS.WriteStream): Progress {
  const terminal = terminalOf(stream);
  if (!terminal) return { show() {}, end() {} };
  const start = Date.now();
  let shown = "";
  const count = () => stream.write(`${clearLine}waiting, ${Math.round((Date.now() - start) / 1000)} s`);
  const timer = setInterval(count, 1000);
  count();
  return {
    show(lifecycle) {
      if (!lifecycle || lifecycle.done) return;
      const { state, progress, retryAfter } = lifecycle;
      const seen = `${state} ${progress}`;
      if (seen === shown) return;
      shown = seen;
      const rest = retryAfter === undefined ? "" : `next poll in ${retryAfter} s`;
      stream.write(`${clearLine}${jobLine(lifecycle, new Date(), terminal, rest)}`);
      count();
    },
    end() {
      clearInterval(timer);
      stream.write(clearLine);
    },
  };
}
