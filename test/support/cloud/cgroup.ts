import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A bound that the Linux kernel holds for the processes in it. */
export interface Cgroup {
  /** An environment variable's value: the Node.js process that starts with it as NODE_OPTIONS joins the group. */
  readonly nodeOptions: string;
  /** Fails while a process is in it. */
  remove(): void;
}

interface Bounds {
  /** MB. */
  readonly memory: number;
  /** Cores: 0.5 is half of one. */
  readonly cpu: number;
}

const root = "/sys/fs/cgroup";
const period = 100_000;
let count = 0;

/** Makes a group. @throws the system's error where this user or machine can't */
export function makeCgroup({ memory, cpu }: Bounds): Cgroup {
  const bytes = String(memory * 1024 * 1024);
  const quota = String(cpu * period);
  const name = `ims-functions-test-${process.pid}-${count++}`;
  const folders = isUnified()
    ? [make(join(root, name), { "memory.max": bytes, "cpu.max": `${quota} ${period}` })]
    : [
        make(join(root, "memory", name), { "memory.limit_in_bytes": bytes }),
        make(join(root, "cpu", name), { "cpu.cfs_period_us": String(period), "cpu.cfs_quota_us": quota }),
      ];
  const files = JSON.stringify(folders.map((folder) => join(folder, "cgroup.procs")));
  const program = `import{writeFileSync}from"node:fs";for(const f of ${files})writeFileSync(f,String(process.pid))`;
  return {
    nodeOptions: `--import=data:text/javascript,${encodeURIComponent(program)}`,
    remove: () => folders.forEach((folder) => void rmdirSync(folder)),
  };
}

/** Why groups can't be made here; undefined where they can. */
export function whyNoCgroup(): string | undefined {
  try {
    makeCgroup({ memory: 64, cpu: 0.5 }).remove();
    return undefined;
  } catch (error) {
    return `no cgroup can be made here: ${(error as Error).message}`;
  }
}

/** Version 2: one tree for all bounds. */
const isUnified = () =>
  existsSync(join(root, "cgroup.subtree_control")) &&
  readFileSync(join(root, "cgroup.subtree_control"), "utf8").includes("memory");

function make(folder: string, settings: Readonly<Record<string, string>>): string {
  mkdirSync(folder);
  try {
    for (const [name, value] of Object.entries(settings)) writeFileSync(join(folder, name), value);
  } catch (error) {
    rmdirSync(folder);
    throw error;
  }
  return folder;
}
