import type { Lifecycle } from "../../shared/job/lifecycle.ts";

export interface Progress {
  /** What is known of the job by now. */
  show(lifecycle: Lifecycle | undefined): void;
  /** Takes the line away. */
  end(): void;
}

const clearLine = "\r\x1b[K";

/** One line on a terminal, written anew every second: phase, percent, time passed. Nothing where there is no terminal. */
export function startProgress(terminal: NodeJS.WriteStream): Progress {
  if (!terminal.isTTY) return { show() {}, end() {} };
  const start = Date.now();
  let news = "asking";
  const write = () => terminal.write(`${clearLine}${news}, ${Math.round((Date.now() - start) / 1000)} s`);
  const timer = setInterval(write, 1000);
  write();
  return {
    show(lifecycle) {
      if (!lifecycle) return;
      const { phase, progress } = lifecycle;
      news = progress === undefined ? phase : `${phase}, ${progress} %`;
      write();
    },
    end() {
      clearInterval(timer);
      terminal.write(clearLine);
    },
  };
}
