import dns from "node:dns";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { closeServer, listen } from "../../../../local/http/listen.ts";
import { createTransport } from "../../../../shared/ice/transport.ts";
import { systemClock } from "../../../../shared/runtime/clock.ts";
import { shareOf } from "../../../support/unit/capacity.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { laterProblemOf } from "../../../support/unit/thrown.ts";
import { rawUpstream, requestTo, type Serve, send } from "../../../support/wire/raw-upstream.ts";

/** Misbehaves at the first request, answers from then on. */
function faultyOnce(misbehave: Serve): Serve {
  let first = true;
  return (response, form, request) => {
    if (!first) return send(response, { RequestId: "R-2" });
    first = false;
    misbehave(response, form, request);
  };
}

describe("a connection that breaks", () => {
  it.each<[string, Serve]>([
    ["before the head", (response) => response.destroy()],
    ["by a reset before the head", ({ socket }) => socket?.resetAndDestroy()],
    [
      "after the head",
      (response) => {
        response.writeHead(200, { "content-length": "20" }).flushHeaders();
        response.socket?.end();
      },
    ],
    [
      "by a reset after the head",
      (response) => {
        response.writeHead(200, { "content-length": "20" }).flushHeaders();
        setImmediate(() => response.socket?.resetAndDestroy());
      },
    ],
    [
      "in the body",
      (response) => {
        response.writeHead(200, { "content-length": "20" }).write('{"RequestId":');
        response.socket?.end();
      },
    ],
    [
      "in a chunked body",
      (response) => {
        response.writeHead(200).write('{"RequestId":"R-1"}');
        setImmediate(() => response.socket?.end());
      },
    ],
    ["with no HTTP at all", ({ socket }) => socket?.end("SSH-2.0-OpenSSH_9.6\r\n")],
  ])("is UpstreamUnavailable, %s, and the next request is answered", async (_, misbehave) => {
    const { endpoint, untilOpen } = await rawUpstream(faultyOnce(misbehave));
    const transport = createTransport(systemClock);
    const problem = await laterProblemOf(transport(requestTo(endpoint)));
    expect(problem.code).toBe("UpstreamUnavailable");
    expect(problem.cause).toMatch(/^(ECONNRESET|HPE_\w+)$/);
    expect((await transport(requestTo(endpoint))).document).toEqual({ RequestId: "R-2" });
    await untilOpen(1);
  });

  it("is UpstreamUnavailable where there is none to be had", async () => {
    const server = createServer();
    const endpoint = await listen(server, 0);
    await closeServer(server);
    const problem = await laterProblemOf(createTransport(systemClock)(requestTo(endpoint)));
    expect(problem).toMatchObject({ code: "UpstreamUnavailable", cause: "ECONNREFUSED" });
  });
});

describe("an answer that takes too long", () => {
  it.each<[string, Serve]>([
    ["never begins", () => {}],
    ["ends with its head", (response) => response.writeHead(200).flushHeaders()],
    ["ends in its body", (response) => response.writeHead(200).write('{"RequestId":')],
    [
      "comes drop by drop",
      (response) => {
        const drip = setInterval(() => response.write(" "), 5);
        response.on("close", () => clearInterval(drip));
      },
    ],
  ])(
    "is UpstreamTimeout when it %s; its connection is closed, and the next request is answered",
    async (_, stall) => {
      const { endpoint, untilOpen } = await rawUpstream(faultyOnce(stall));
      const transport = createTransport(systemClock);
      const problem = await laterProblemOf(transport(requestTo(endpoint, { timeoutMs: 60 })));
      expect(problem).toMatchObject({ code: "UpstreamTimeout", cause: "timeout" });
      await untilOpen(0);
      expect((await transport(requestTo(endpoint))).document).toEqual({ RequestId: "R-2" });
      await untilOpen(1);
    },
  );
});

describe("an answer during which the time of day is set", () => {
  it.each([-3_600_000, 3_600_000])("by %i ms is answered", async (jump) => {
    const clock = scriptedClock();
    const { endpoint } = await rawUpstream((response) => {
      clock.setWall(clock.wall() + jump);
      send(response, { RequestId: "R-1" });
    });
    const { document } = await createTransport(clock)(requestTo(endpoint));
    expect(document).toEqual({ RequestId: "R-1" });
  });
});

describe("an answer that the function can't use", () => {
  const unusable = async (misbehave: Serve) => {
    const { endpoint, untilOpen } = await rawUpstream(faultyOnce(misbehave));
    const transport = createTransport(systemClock);
    const problem = await laterProblemOf(transport(requestTo(endpoint, { share: shareOf(100) })));
    expect(problem.code).toBe("UpstreamUnusable");
    await untilOpen(0);
    expect((await transport(requestTo(endpoint))).document).toEqual({ RequestId: "R-2" });
    return problem.cause;
  };

  it.each<[string, Serve]>([
    ["at once", (response) => response.writeHead(200).end(`{"A":"${"x".repeat(93)}"}`.padEnd(101))],
    [
      "in pieces",
      (response) => {
        response.writeHead(200);
        for (let piece = 0; piece < 101; piece++) response.write(" ");
      },
    ],
    [
      "in bytes, though not in characters",
      (response) => response.writeHead(200).end(`{"A":"${"媒".repeat(32)}"}`),
    ],
    ["as an error", (response) => response.writeHead(503).end(" ".repeat(101))],
  ])("is too large: %s", async (_, misbehave) => {
    expect(await unusable(misbehave)).toBe("size");
  });

  it("has exactly the size allowed, which is taken", async () => {
    const text = `{"A":"${"x".repeat(92)}"}`;
    const { endpoint } = await rawUpstream((response) => send(response, text));
    // Its object counts 5 bytes more, and its name 8.
    expect(text).toHaveLength(100);
    const answer = await createTransport(systemClock)(requestTo(endpoint, { share: shareOf(113) }));
    expect(answer.text).toBe(text);
  });

  it("counts what objects take in memory", async () => {
    const ask = async (objects: number, room: number) => {
      const text = `{"A":[${"{},".repeat(objects)}{}]}`;
      const { endpoint } = await rawUpstream((response) => send(response, text));
      return createTransport(systemClock)(requestTo(endpoint, { share: shareOf(room) }));
    };
    expect((await laterProblemOf(ask(10_000, 70_000))).cause).toBe("size");
    expect((await ask(10_000, 81_000)).text).toHaveLength(30_010);
  });

  it.each(["gzip", "br", "Identity, gzip"])("is encoded as %s", async (encoding) => {
    const body = gzipSync('{"RequestId":"R-1"}');
    const serve: Serve = (response) => response.writeHead(200, { "content-encoding": encoding }).end(body);
    expect(await unusable(serve)).toBe("content-encoding");
  });

  it("is encoded, breaks off, and no error stays without a listener", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on("uncaughtException", note).on("unhandledRejection", note);
    onTestFinished(() => void process.off("uncaughtException", note).off("unhandledRejection", note));
    await unusable((response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": "90" }).write("x");
      setImmediate(() => response.socket?.resetAndDestroy());
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(unhandled).toEqual([]);
  });
});

describe("an answer after a connection that took long", () => {
  it("is UpstreamTimeout, too: the time counts from the first", async () => {
    const { endpoint } = await rawUpstream((response) => setTimeout(() => send(response, {}), 70));
    const found = [{ address: "127.0.0.1", family: 4 }];
    const lookup = (_host: string, _options: object, tell: (error: null, addresses: object) => void) => {
      setTimeout(() => tell(null, found), 60);
    };
    const slowLookup = vi.spyOn(dns, "lookup").mockImplementation(lookup as never);
    onTestFinished(() => slowLookup.mockRestore());
    const request = requestTo(endpoint.replace("127.0.0.1", "localhost"), { timeoutMs: 100 });
    const problem = await laterProblemOf(createTransport(systemClock)(request));
    expect(problem.code).toBe("UpstreamTimeout");
    expect(slowLookup).toHaveBeenCalledOnce();
  });
});
