import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";

/** Watches how much memory a process has in use. */
export interface MemoryWatch {
  /** The most seen so far, in MB; 0 where the system does not tell. */
  readonly peakMb: number;
  stop(): void;
}

/**
 * Samples a process's resident memory, as the platform holds its limit, and tells when it passes the limit. Linux tells
 * it without a cost. On other systems `ps` does, a dozen times less often; on Windows nothing is seen.
 * @param limitMb in MB
 */
export function watchMemory(pid: number | undefined, limitMb: number, onExceeded: () => void): MemoryWatch {
  let peakMb = 0;
  const take = (megabytes: number) => {
    peakMb = Math.max(peakMb, megabytes);
    if (peakMb > limitMb) onExceeded();
  };
  const linux = process.platform === "linux";
  const timer = setInterval(
    () => (linux ? take(residentByKernel(pid)) : residentByPs(pid, take)),
    // In 20 ms memory can grow by some tens of MB.
    linux ? 20 : 250,
  );
  return {
    get peakMb() {
      return peakMb;
    },
    stop: () => clearInterval(timer),
  };
}

/** In MB; 0 when the process is gone. */
function residentByKernel(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Calls `take` with the megabytes; never where there is no `ps` or no such process. */
export function residentByPs(pid: number | undefined, take: (megabytes: number) => void): void {
  execFile("ps", ["-o", "rss=", "-p", String(pid)], (error, text) => {
    const kilobytes = Number(text);
    if (!error && kilobytes > 0) take(kilobytes / 1024);
  });
}
