import { get } from "node:http";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type Cloud, startCloud } from "../../../local/cloud.ts";
import type { StreamMessage } from "../../../local/console/record.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud({ log: () => {} });
});
afterAll(() => cloud?.close());

interface Stream {
  readonly messages: (StreamMessage & { readonly streamId: string })[];
  readonly events: string[];
  ended: boolean;
}

/** Reads the event stream until the test ends. */
function open(headers: Record<string, string> = {}, query = ""): Stream {
  const stream: Stream = { messages: [], events: [], ended: false };
  const request = get(`${cloud.url}/_console/events${query}`, { headers }, (response) => {
    let rest = "";
    response.setEncoding("utf8").on("data", (chunk) => {
      const parts = (rest + chunk).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const fields = Object.fromEntries(part.split("\n").map((line) => line.split(/: (.*)/s)));
        if (fields.event) stream.events.push(fields.event);
        else if (fields.data) stream.messages.push({ ...JSON.parse(fields.data), streamId: fields.id });
      }
    });
    response.on("end", () => {
      stream.ended = true;
    });
  });
  request.on("error", () => {});
  onTestFinished(() => void request.destroy());
  return stream;
}

const call = async (id: string) => (await fetch(`${cloud.url}/GetMediaConvertJob?JobId=${id}`)).arrayBuffer();

const idsOf = ({ messages }: Stream) =>
  new Set(messages.flatMap(({ records }) => records.flatMap(({ ids }) => ids)));

it("goes on after Last-Event-ID with what the page has not seen, and starts anew after another start", async () => {
  const first = open();
  await call("before");
  // A record has its outcome from the log line on. It changes until the invocation and its request have ended.
  await expect
    .poll(() => {
      const record = first.messages.at(-1)?.records.at(-1);
      return [record, ...(record?.requests ?? [])].map((each) => each?.ended !== undefined);
    })
    .toEqual([true, true]);
  expect(first.messages[0]?.reset).toBe(true);
  const seen = first.messages.at(-1)?.streamId ?? "";

  await call("after");
  for (const resumed of [open({ "last-event-id": seen }), open({}, `?after=${seen}`)]) {
    await expect.poll(() => [...idsOf(resumed)]).toEqual(["after"]);
    expect(resumed.messages[0]?.reset).toBe(false);
  }
  const strange = open({ "last-event-id": "another-start-7" });
  await expect.poll(() => [...idsOf(strange)]).toEqual(["before", "after"]);
  expect(strange.messages[0]?.reset).toBe(true);
});

it("ends the oldest stream where there are more than three, so that a further page can load", async () => {
  const streams = [open()];
  await expect.poll(() => streams[0]?.messages.length).toBeGreaterThan(0);
  for (let more = 0; more < 3; more++) {
    const next = open();
    await expect.poll(() => next.messages.length).toBeGreaterThan(0);
    streams.push(next);
  }
  await expect.poll(() => streams.map(({ ended }) => ended)).toEqual([true, false, false, false]);
  expect(streams[0]?.events).toEqual(["replaced"]);
});
