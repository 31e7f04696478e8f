import { expect, it } from "vitest";
import type { InvocationRecord } from "../../../../local/console/record.ts";
import { createRing, type Ring } from "../../../../local/console/ring.ts";

const record = (id: string) => ({ id, outcome: "running" }) as InvocationRecord;

function put(ring: Ring, id: string, text = ""): void {
  ring.put(id, (kept) => ({
    record: kept?.record ?? record(id),
    texts: { event: { text, bytes: text.length }, log: [] },
    event: undefined,
  }));
}

const ids = (ring: Ring, after = 0) => ring.after(after).map(({ id }) => id);

it("keeps the last invocations, in number and in bytes", () => {
  const few = createRing({ count: 2, bytes: 1 << 20 });
  for (const id of ["a", "b", "c"]) put(few, id);
  expect(ids(few)).toEqual(["b", "c"]);

  const small = createRing({ count: 100, bytes: 50_000 });
  for (const id of ["a", "b", "c"]) put(small, id, "x".repeat(10_000));
  expect(ids(small)).toEqual(["b", "c"]);
  // A change counts anew.
  put(small, "b");
  put(small, "d", "x".repeat(10_000));
  expect(ids(small)).toEqual(["c", "b", "d"]);
});

it("tells what has changed since a version", () => {
  const ring = createRing();
  for (const id of ["a", "b", "c"]) put(ring, id);
  const seen = ring.version;
  put(ring, "a");
  expect(ids(ring, seen)).toEqual(["a"]);
  expect(ids(ring, ring.version)).toEqual([]);
});
