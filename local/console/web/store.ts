import { useEffect, useState } from "preact/hooks";
import type { State, StreamMessage } from "../record.ts";
import { readState } from "./api.ts";
import { type Connection, emptyModel, type Model, receive } from "./model.ts";

let model: Model = emptyModel;
let state: State | undefined;
let failure = "";
const listeners = new Set<() => void>();

/** Draws anew at the next frame, once for all that has changed until then. */
let drawing = false;
function changed(): void {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    for (const listener of listeners) listener();
  });
}

/** What the page knows; the component is drawn again when it changes. */
export function useStore(): {
  readonly model: Model;
  readonly state: State | undefined;
  readonly failure: string;
} {
  const [, draw] = useState(0);
  useEffect(() => {
    const listener = () => draw((count) => count + 1);
    listeners.add(listener);
    // Something may have changed before this ran.
    listener();
    return () => void listeners.delete(listener);
  }, []);
  return { model, state, failure };
}

export const knownRecords = () => model.list;

function connectionIs(connection: Connection): void {
  if (model.connection === connection) return;
  model = { ...model, connection, stoppedAt: connection === "stopped" ? Date.now() : model.stoppedAt };
  changed();
}

let source: EventSource | undefined;
let lastId = "";
let retry: ReturnType<typeof setTimeout> | undefined;

function loadState(): void {
  readState().then(
    (read) => {
      state = read;
      failure = "";
      changed();
    },
    (error: Error) => {
      failure = error.message;
      changed();
    },
  );
}

/** Opens the one event stream of this page, from where the last one ended. */
export function connect(): void {
  clearTimeout(retry);
  source?.close();
  const stream = new EventSource(`/_console/events?after=${encodeURIComponent(lastId)}`);
  source = stream;
  stream.onmessage = ({ data, lastEventId }) => {
    lastId = lastEventId;
    const message = JSON.parse(data) as StreamMessage;
    model = receive(model, message);
    // Another start of the local cloud has another token.
    if (state?.start !== message.status.start) loadState();
    changed();
  };
  stream.onerror = () => {
    connectionIs("stopped");
    stream.close();
    retry = setTimeout(connect, 2000);
  };
  stream.addEventListener("replaced", () => {
    stream.close();
    connectionIs("replaced");
  });
}

/** Starts the page: a hidden page has no stream. */
export function start(): void {
  loadState();
  connect();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return connect();
    clearTimeout(retry);
    source?.close();
    source = undefined;
  });
  addEventListener("focus", () => model.connection === "replaced" && connect());
}
