import type { InvocationRecord, InvocationTexts } from "./record.ts";

/** An invocation with its texts. */
export interface Kept {
  readonly record: InvocationRecord;
  readonly texts: InvocationTexts;
  /** The event as it came, for a repetition; undefined where it was too large. It never leaves this process. */
  readonly event: Buffer | undefined;
}

/** The last invocations, bounded in number and bytes. */
export interface Ring {
  get(id: string): Kept | undefined;
  /** Adds an invocation, or changes one that is still here. It gets the next version. */
  put(
    id: string,
    change: (kept: Kept | undefined) => Omit<Kept, "record"> & { record: Omit<InvocationRecord, "version"> },
  ): void;
  /** The records that changed after a version, in the order of their last change. */
  after(version: number): readonly InvocationRecord[];
  /** The version of the last change. */
  readonly version: number;
  clear(): void;
}

const bytesOf = ({ event: original, texts: { event, answer, log } }: Kept) =>
  [event, ...(answer ? [answer] : []), ...log].reduce(
    (sum, { text }) => sum + 2 * text.length,
    2_000 + (original?.length ?? 0),
  );

/** @param limit how many invocations are kept, and how many bytes with their texts */
export function createRing(limit = { count: 500, bytes: 32 << 20 }): Ring {
  // In the order of arrival.
  const kept = new Map<string, Kept>();
  let version = 0;
  let bytes = 0;

  const drop = (id: string) => {
    const old = kept.get(id);
    if (old) bytes -= bytesOf(old);
    kept.delete(id);
  };

  return {
    get: (id) => kept.get(id),
    put(id, change) {
      const old = kept.get(id);
      const changed = change(old);
      const next = { ...changed, record: { ...changed.record, version: ++version } };
      if (old) bytes -= bytesOf(old);
      bytes += bytesOf(next);
      kept.set(id, next);
      for (const oldest of kept.keys()) {
        if (kept.size <= limit.count && bytes <= limit.bytes) break;
        drop(oldest);
      }
    },
    after: (seen) =>
      [...kept.values()]
        .map(({ record }) => record)
        .filter((record) => record.version > seen)
        .sort((a, b) => a.version - b.version),
    get version() {
      return version;
    },
    clear() {
      kept.clear();
      bytes = 0;
    },
  };
}
