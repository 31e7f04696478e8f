import type { IncomingMessage, ServerResponse } from "node:http";
import { safeHeaders } from "./guard.ts";
import type { Status, StreamMessage } from "./record.ts";
import type { Ring } from "./ring.ts";

/** The event streams of open pages. */
export interface Streams {
  /** Answers a request for the stream, from the change after `Last-Event-ID` or `?after=`. */
  open(request: IncomingMessage, response: ServerResponse): void;
  /** Something has changed: every page learns of it soon. */
  changed(): void;
  close(): void;
}

/** A browser opens six connections to one host: with more streams than these, a further page would not load. */
const mostStreams = 3;
const flushMs = 150;
const beatMs = 15_000;
/** The most records of one message. */
const batch = 250;

/** @param status of the moment; `start` names this start */
export function createStreams(ring: Ring, start: string, status: () => Status): Streams {
  const streams = new Map<ServerResponse, number>();
  let timer: NodeJS.Timeout | undefined;

  /** Sends what a page has not seen. A page that reads slowly gets it later and in one piece: nothing queues up. */
  const flush = (response: ServerResponse, reset = false) => {
    if (response.writableNeedDrain) return;
    const seen = streams.get(response) ?? 0;
    const records = ring.after(seen).slice(0, batch);
    const last = records.at(-1)?.version ?? seen;
    const message: StreamMessage = { reset, records, status: status() };
    streams.set(response, last);
    response.write(`id: ${start}-${last}\ndata: ${JSON.stringify(message)}\n\n`);
    if (records.length === batch) changed();
  };

  const changed = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const response of streams.keys()) flush(response);
    }, flushMs).unref();
  };

  const heart = setInterval(() => {
    for (const response of streams.keys()) if (!response.writableNeedDrain) response.write(":\n\n");
  }, beatMs).unref();

  return {
    open(request, response) {
      const after = new URLSearchParams(request.url?.split("?")[1]).get("after");
      const [known, version] = String(request.headers["last-event-id"] ?? after ?? "").split("-");
      const resumed = known === start && /^\d+$/.test(version ?? "");
      response.writeHead(200, { ...safeHeaders, "content-type": "text/event-stream" });
      streams.set(response, resumed ? Number(version) : 0);
      response.on("close", () => streams.delete(response));
      response.on("drain", () => changed());
      flush(response, !resumed);
      const oldest = [...streams.keys()];
      for (const each of oldest.slice(0, -mostStreams)) each.end("event: replaced\ndata: {}\n\n");
    },
    changed,
    close() {
      clearTimeout(timer);
      clearInterval(heart);
      for (const response of streams.keys()) response.end();
    },
  };
}
