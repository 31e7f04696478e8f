import type { Lifecycle } from "../../shared/job/lifecycle.ts";

export interface Progress {
  /** Shows the job's current status. */
  show(lifecycle: Lifecycle | undefined): void;
  /** Removes the line. */
  end(): void;
}

const clearLine = "\r\x1b[K";

/** Shows one line on a terminal, updated every second: phase, percent, elapsed time. Without a terminal it shows nothing. */
export function startProgress(terminal: NodeJS.WriteStream): Progress {
  if (!terminal.isTTY) return { show() {}, end() {} };
  const start = Date.now();
  let status = "calling";
  const write = () => terminal.write(`${clearLine}${status}, ${Math.round((Date.now() - start) / 1000)} s`);
  const timer = setInterval(write, 1000);
  write();
  return {
    show(lifecycle) {
      if (!lifecycle) return;
      const { phase, progress } = lifecycle;
      status = progress === undefined ? phase : `${phase}, ${progress} %`;
      write();
    },
    end() {
      clearInterval(timer);
      terminal.write(clearLine);
    },
  };
}
