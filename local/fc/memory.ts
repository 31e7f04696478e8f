import { readFileSync } from "node:fs";

/** Milliseconds between two samples: memory can grow by some tens of MB in between. */
const interval = 20;
/** Linux counts resident memory in pages. */
const pageBytes = 4_096;
const MiB = 1024 * 1024;

/** Watches how much memory a process has in use. */
export interface MemoryWatch {
  /** The most seen so far, in MB. */
  readonly peakMb: number;
  stop(): void;
}

/**
 * Samples a process's resident memory, as the platform holds its limit, and tells when it passes the limit. Only Linux
 * tells it without a cost; elsewhere nothing is seen.
 * @param limitMb in MB
 */
export function watchMemory(pid: number | undefined, limitMb: number, onExceeded: () => void): MemoryWatch {
  let peakMb = 0;
  const sample = () => {
    peakMb = Math.max(peakMb, residentMb(pid));
    if (peakMb > limitMb) onExceeded();
  };
  const timer = setInterval(sample, interval);
  return {
    get peakMb() {
      return peakMb;
    },
    stop: () => clearInterval(timer),
  };
}

/** 0 where the system does not tell, or the process is gone. */
function residentMb(pid: number | undefined): number {
  try {
    const [, pages] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ");
    return (Number(pages) * pageBytes) / MiB;
  } catch {
    return 0;
  }
}
