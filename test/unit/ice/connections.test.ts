import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import { closeServer, listen } from "../../../local/listen.ts";
import { createTransport } from "../../../shared/ice/transport.ts";
import { scriptedClock } from "../../support/clock.ts";
import { rawUpstream, requestTo, type Serve, send } from "../../support/raw-upstream.ts";
import { laterProblemOf } from "../../support/thrown.ts";

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
    const transport = createTransport(Date.now);
    const problem = await laterProblemOf(transport(requestTo(endpoint)));
    expect(problem.code).toBe("UpstreamUnavailable");
    expect(problem.cause).toMatch(/^(ECONNRESET|HPE_\w+)$/);
    expect(await transport(requestTo(endpoint))).toEqual({ RequestId: "R-2" });
    await untilOpen(1);
  });

  it("is UpstreamUnavailable where there is none to be had", async () => {
    const server = createServer();
    const endpoint = await listen(server, 0);
    await closeServer(server);
    const problem = await laterProblemOf(createTransport(Date.now)(requestTo(endpoint)));
    expect(problem).toMatchObject({ code: "UpstreamUnavailable", cause: "ECONNREFUSED" });
  });
});

describe("an answer that takes too long", () => {
  afterEach(() => void vi.restoreAllMocks());
  const gzip = gzipSync('{"RequestId":"R-1"}');
  it.each<[string, Serve]>([
    ["never begins", () => {}],
    ["ends with its head", (response) => response.writeHead(200).flushHeaders()],
    ["ends in its body", (response) => response.writeHead(200).write('{"RequestId":')],
    [
      "ends in its compressed body",
      (response) => response.writeHead(200, { "content-encoding": "gzip" }).write(gzip.subarray(0, 15)),
    ],
    [
      "comes drop by drop",
      (response) => {
        const drip = setInterval(() => response.write(" "), 5);
        response.on("close", () => clearInterval(drip));
      },
    ],
    [
      "comes after the clock has jumped",
      (response) => {
        vi.spyOn(Date, "now").mockReturnValue(Date.now() + 60_000);
        send(response, { RequestId: "R-1" });
      },
    ],
  ])(
    "is UpstreamTimeout when it %s; its connection is closed, and the next request is answered",
    async (_, stall) => {
      const { endpoint, untilOpen } = await rawUpstream(faultyOnce(stall));
      const transport = createTransport(Date.now);
      const problem = await laterProblemOf(transport(requestTo(endpoint, { timeoutMs: 60 })));
      expect(problem).toMatchObject({ code: "UpstreamTimeout", cause: "timeout" });
      await untilOpen(0);
      expect(await transport(requestTo(endpoint))).toEqual({ RequestId: "R-2" });
      await untilOpen(1);
    },
  );
});

describe("connections", () => {
  const answering: Serve = (response) => send(response, {});

  it("are kept from request to request", async () => {
    const { endpoint, connections } = await rawUpstream(answering);
    const transport = createTransport(Date.now);
    for (let count = 0; count < 5; count++) await transport(requestTo(endpoint));
    expect(connections()).toBe(1);
  });

  it("are kept after an error that was answered whole", async () => {
    const { endpoint, connections } = await rawUpstream((response) =>
      send(response, { Code: "Throttling" }, 429),
    );
    const transport = createTransport(Date.now);
    for (let count = 0; count < 5; count++) await laterProblemOf(transport(requestTo(endpoint)));
    expect(connections()).toBe(1);
  });

  it("are kept when idle for ten seconds, and closed after that", async () => {
    const { endpoint, connections, untilOpen } = await rawUpstream(answering);
    const clock = scriptedClock();
    const transport = createTransport(clock.now);
    await transport(requestTo(endpoint));
    clock.pass(10_000);
    await transport(requestTo(endpoint));
    expect(connections()).toBe(1);
    clock.pass(10_001);
    await transport(requestTo(endpoint));
    expect(connections()).toBe(2);
    await untilOpen(1);
  });

  it("are all closed after that, however many there are", async () => {
    let together = 3;
    const waiting: (() => void)[] = [];
    const { endpoint, untilOpen } = await rawUpstream((response) => {
      waiting.push(() => send(response, {}));
      if (waiting.length === together) for (const answer of waiting.splice(0)) answer();
    });
    const clock = scriptedClock();
    const transport = createTransport(clock.now);
    await Promise.all([1, 2, 3].map(() => transport(requestTo(endpoint))));
    await untilOpen(3);
    clock.pass(10_001);
    together = 1;
    await transport(requestTo(endpoint));
    await untilOpen(1);
  });

  it("are idle from the last answer on, however long that took", async () => {
    const clock = scriptedClock();
    const { endpoint, connections } = await rawUpstream((response) => {
      clock.pass(20_000);
      send(response, {});
    });
    const transport = createTransport(clock.now);
    for (let count = 0; count < 3; count++) await transport(requestTo(endpoint));
    expect(connections()).toBe(1);
  });

  it("are never closed under a request that is on its way", async () => {
    let answerFirst = () => {};
    let arrived = () => {};
    const firstArrived = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { endpoint } = await rawUpstream((response, form) => {
      if (form.get("JobId") !== "slow") return send(response, {});
      answerFirst = () => send(response, { RequestId: "slow" });
      arrived();
    });
    const clock = scriptedClock();
    const transport = createTransport(clock.now);
    const slow = transport(requestTo(endpoint, { parameters: { JobId: "slow" } }));
    await firstArrived;
    clock.pass(60_000);
    expect(await transport(requestTo(endpoint))).toEqual({});
    answerFirst();
    expect(await slow).toEqual({ RequestId: "slow" });
  });

  it("carry each request's own credentials, whatever else is on its way", async () => {
    const { endpoint } = await rawUpstream((response, form) => {
      const answer = {
        key: form.get("AccessKeyId"),
        token: form.get("SecurityToken"),
        job: form.get("JobId"),
      };
      setTimeout(() => send(response, answer), Number(form.get("JobId")) % 7);
    });
    const transport = createTransport(Date.now);
    const calls = Array.from({ length: 60 }, async (_, index) => {
      const own = {
        accessKeyId: `STS.${index}`,
        accessKeySecret: `secret-${index}`,
        securityToken: `token-${index}`,
      };
      const parameters = { JobId: String(index) };
      const answer = await transport(requestTo(endpoint, { parameters, credentials: own }));
      expect(answer).toEqual({ key: own.accessKeyId, token: own.securityToken, job: parameters.JobId });
    });
    await Promise.all(calls);
  });

  it("are none left over after a hundred failures", async () => {
    let count = 0;
    let faulty = true;
    const faults: readonly Serve[] = [
      (response) => send(response, "<html></html>", 502),
      (response) => response.destroy(),
      () => {},
      (response) => response.writeHead(200).write("{"),
    ];
    const { endpoint, untilOpen } = await rawUpstream((response, form, request) => {
      if (faulty) faults[count++ % faults.length]?.(response, form, request);
      else send(response, {});
    });
    const clock = scriptedClock();
    const transport = createTransport(clock.now);
    const failing = async () => {
      for (let call = 0; call < 10; call++)
        await laterProblemOf(transport(requestTo(endpoint, { timeoutMs: 15 })));
    };
    await Promise.all(Array.from({ length: 10 }, failing));
    faulty = false;
    clock.pass(10_001);
    expect(await transport(requestTo(endpoint))).toEqual({});
    await untilOpen(1);
  });
});
