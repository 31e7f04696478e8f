import { ServiceError } from "./errors.ts";
import type { Instance } from "./instance.ts";

/** The instances of one function: one request at a time each, another instance when all are busy. */
export interface Pool {
  /**
   * Runs `task` on an instance of its own: an idle one, or a new one that `start` makes.
   * @throws ServiceError ResourceThrottled when the maximum number of instances is busy, ServiceUnavailable when closed
   */
  run<T>(start: () => Instance, task: (instance: Instance) => Promise<T>): Promise<T>;
  /** Kills idle instances now, and busy ones when they are done. */
  retire(): void;
  /** Kills every instance, busy ones too. */
  close(): Promise<void>;
}

export interface PoolLimits {
  readonly maxInstances: number;
  /** How long an idle instance is kept, in milliseconds. */
  readonly idleMs: number;
}

export function createPool(limits: PoolLimits): Pool {
  const all = new Set<Instance>();
  const idle: { instance: Instance; reaper: NodeJS.Timeout }[] = [];

  let retired = false;
  let closed = false;

  const grow = (start: () => Instance) => {
    if (closed) throw new ServiceError(503, "ServiceUnavailable", "the local cloud is closing");
    // A dead instance is in `all` until its process has ended.
    if ([...all].filter(({ alive }) => alive).length >= limits.maxInstances)
      throw new ServiceError(429, "ResourceThrottled", `All ${limits.maxInstances} instances are busy`);
    const instance = start();
    all.add(instance);
    void instance.exited.then(() => all.delete(instance));
    return instance;
  };

  // The instance that worked last is taken first; the others stay idle until they are removed.
  const take = (start: () => Instance) => {
    for (let parked = idle.pop(); parked; parked = idle.pop()) {
      clearTimeout(parked.reaper);
      if (parked.instance.alive) return parked.instance;
    }
    return grow(start);
  };

  const park = (instance: Instance) => {
    if (retired) instance.kill();
    if (!instance.alive) return;
    const reaper = setTimeout(() => {
      idle.splice(
        idle.findIndex((parked) => parked.instance === instance),
        1,
      );
      instance.kill();
    }, limits.idleMs);
    idle.push({ instance, reaper: reaper.unref() });
  };

  return {
    async run(start, task) {
      const instance = take(start);
      try {
        return await task(instance);
      } finally {
        park(instance);
      }
    },
    retire() {
      retired = true;
      for (const { instance, reaper } of idle.splice(0)) {
        clearTimeout(reaper);
        instance.kill();
      }
    },
    async close() {
      closed = true;
      for (const { reaper } of idle) clearTimeout(reaper);
      for (const instance of all) instance.kill();
      await Promise.all([...all].map((instance) => instance.exited));
    },
  };
}
