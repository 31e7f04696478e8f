import { expect, it } from "vitest";
import type { InvocationRecord, Status } from "../../../../local/console/record.ts";
import { emptyModel, receive } from "../../../../local/console/web/model.ts";

const status: Status = { start: "s", clockOffset: 0, planted: [], strikes: [] };
const record = (id: string, accepted: number, version: number) =>
  ({ id, accepted, version }) as InvocationRecord;
const message = (records: readonly InvocationRecord[], reset = false) => ({ reset, records, status });

it("keeps the newest first, one row for each invocation, whatever the order of changes", () => {
  const first = receive(emptyModel, message([record("a", 1, 1), record("b", 2, 2)]));
  const second = receive(first, message([record("c", 3, 3), record("a", 1, 4)]));
  expect(second.list.map(({ id, version }) => [id, version])).toEqual([
    ["c", 3],
    ["b", 2],
    ["a", 4],
  ]);
  expect(second.records.get("a")).toBe(second.list[2]);
});

it("takes no older version of a record than it has", () => {
  const model = receive(receive(emptyModel, message([record("a", 1, 5)])), message([record("a", 1, 2)]));
  expect(model.records.get("a")?.version).toBe(5);
});

it("drops all at a reset, and the oldest beyond 500", () => {
  const many = Array.from({ length: 510 }, (_, index) => record(String(index), index, index + 1));
  const full = receive(emptyModel, message(many));
  expect(full.list).toHaveLength(500);
  expect(full.records.has("9")).toBe(false);
  expect(receive(full, message([record("new", 1, 1)], true)).list.map(({ id }) => id)).toEqual(["new"]);
});
