import type { InvocationRecord, Status, StreamMessage } from "../record.ts";

/** The state of the event stream. */
export type Connection = "connecting" | "live" | "stopped" | "replaced";

/** What the page knows of the invocations: the list and each detail are views of it. */
export interface Model {
  readonly records: ReadonlyMap<string, InvocationRecord>;
  /** The newest first. */
  readonly list: readonly InvocationRecord[];
  readonly status: Status | undefined;
  readonly connection: Connection;
  /** When it stopped, in milliseconds since the epoch. */
  readonly stoppedAt: number;
}

export const emptyModel: Model = {
  records: new Map(),
  list: [],
  status: undefined,
  connection: "connecting",
  stoppedAt: 0,
};

/** As many as the server keeps. */
const most = 500;

/** The model after a message of the stream. */
export function receive(model: Model, { reset, records, status }: StreamMessage): Model {
  const next = new Map(reset ? [] : model.records);
  for (const record of records) {
    const known = next.get(record.id);
    if (!known || known.version < record.version) next.set(record.id, record);
  }
  const list = [...next.values()].sort((a, b) => b.accepted - a.accepted || (a.id < b.id ? 1 : -1));
  for (const { id } of list.splice(most)) next.delete(id);
  return { ...model, records: next, list, status, connection: "live" };
}
