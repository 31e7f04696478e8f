import { createServer, type OutgoingHttpHeaders } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { createPost, type PostRequest } from "../../../../shared/ice/post.ts";
import { systemClock } from "../../../../shared/runtime/clock.ts";
import { rawUpstream } from "../../../support/wire/raw-upstream.ts";

const formTo = (url: string): PostRequest => ({
  url,
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: "a=1",
  timeoutMs: 5_000,
  fresh: false,
  onText() {},
});

/** The answer of an upstream that sends these headers. */
async function answered(headers: OutgoingHttpHeaders) {
  const { endpoint } = await rawUpstream((response) => response.writeHead(200, headers).end("{}"));
  return createPost(systemClock, () => {})(formTo(`${endpoint}/`));
}

describe("a header of an answer", () => {
  it("is found in whatever case its name comes", async () => {
    const { header } = await answered({ "X-Acs-Retry-After": "2000" });
    expect(header("x-acs-retry-after")).toBe("2000");
  });

  it("is all of its values where it comes several times", async () => {
    expect((await answered({ "x-a": ["1", "2"] })).header("x-a")).toBe("1,2");
  });

  it("is undefined where there is none, or only another of the same length", async () => {
    expect((await answered({ "x-b": "1" })).header("x-a")).toBeUndefined();
  });

  it("is no value of another header, whatever that says", async () => {
    expect((await answered({ "x-a": "content-encoding", gzip: "yes" })).header("gzip")).toBe("yes");
  });
});

/** The texts of these answers, each sent in two pieces, over one connection. */
async function textsOf(answers: readonly string[]) {
  const bodies = answers.map((answer) => Buffer.from(answer));
  const { endpoint } = await rawUpstream((response) => {
    const body = bodies.shift() as Buffer;
    response.write(body.subarray(0, 1));
    setImmediate(() => response.end(body.subarray(1)));
  });
  const post = createPost(systemClock, () => {});
  const texts: string[] = [];
  for (const _ of answers) texts.push((await post(formTo(`${endpoint}/`))).pieces.text);
  return texts;
}

describe("the text of an answer that comes in pieces", () => {
  it("is whole where a character is torn", async () => {
    expect(await textsOf(["é1"])).toEqual(["é1"]);
  });

  it("holds nothing of a longer one before it", async () => {
    expect(await textsOf(['{"a":"a longer one"}', "{}"])).toEqual(['{"a":"a longer one"}', "{}"]);
  });

  it("is whole where it is very long", async () => {
    const long = "ab".repeat(600_000);
    expect((await textsOf([long, "{}"])).map(({ length }) => length)).toEqual([long.length, 2]);
  });
});

it("tells once when the first form has been sent, before it is answered", async () => {
  const order: string[] = [];
  const { endpoint } = await rawUpstream((response) => {
    order.push("answered");
    response.end("{}");
  });
  const post = createPost(systemClock, () => order.push("sent"));
  await post(formTo(`${endpoint}/`));
  await post(formTo(`${endpoint}/`));
  expect(order).toEqual(["sent", "answered", "answered"]);
});

it("posts to where each form goes, whatever came before", async () => {
  const seen: string[] = [];
  const upstream = (name: string) =>
    rawUpstream((response, _, { url }) => {
      seen.push(`${name}${url}`);
      response.end("{}");
    });
  const [one, two] = [await upstream("one"), await upstream("two")];
  const post = createPost(systemClock, () => {});
  for (const { endpoint } of [one, two, one]) await post(formTo(`${endpoint}/path`));
  expect(seen).toEqual(["one/path", "two/path", "one/path"]);
});

it("posts to an IPv6 address, where this machine has one", async ({ skip }) => {
  const server = createServer((_, response) => response.end("{}"));
  const port = await new Promise<number | undefined>((resolve) => {
    server.on("error", () => resolve(undefined));
    server.listen(0, "::1", () => resolve((server.address() as { port: number }).port));
  });
  if (port === undefined) return skip("There is no ::1 here.");
  onTestFinished(() => void server.close());
  const { pieces } = await createPost(systemClock, () => {})(formTo(`http://[::1]:${port}/`));
  expect(pieces).toEqual({ text: "{}" });
});
