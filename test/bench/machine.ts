import { cpus, loadavg, totalmem } from "node:os";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly platform: string;
  /** Processes that were running or ready to run, on average over the last minute. */
  readonly load: number;
}

export function machine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model ?? "unknown",
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    load: Number((loadavg()[0] as number).toFixed(2)),
  };
}

/** Whether others work on this machine: figures taken beside them are wider, and ratios a little off. */
export function isBusy({ load, cores }: Machine): boolean {
  return load > cores / 2;
}
