import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { createTransport } from "../../../../shared/ice/transport.ts";
import { systemClock } from "../../../../shared/runtime/clock.ts";
import { shareOf } from "../../../support/unit/capacity.ts";
import { type ScriptedClock, scriptedClock } from "../../../support/unit/clock.ts";
import { laterProblemOf } from "../../../support/unit/thrown.ts";
import { rawUpstream, requestTo, type Serve, send } from "../../../support/wire/raw-upstream.ts";

describe("connections", () => {
  const answering: Serve = (response) => send(response, {});

  it("are kept from request to request", async () => {
    const { endpoint, connections } = await rawUpstream(answering);
    const transport = createTransport(systemClock);
    for (let count = 0; count < 5; count++) await transport(requestTo(endpoint));
    expect(connections()).toBe(1);
  });

  it("are kept after an error that was answered whole", async () => {
    const { endpoint, connections } = await rawUpstream((response) =>
      send(response, { Code: "Throttling" }, 429),
    );
    const transport = createTransport(systemClock);
    for (let count = 0; count < 5; count++) await laterProblemOf(transport(requestTo(endpoint)));
    expect(connections()).toBe(1);
  });

  it("are left for a new one where the request wants that", async () => {
    const { endpoint, connections, untilOpen } = await rawUpstream(answering);
    const transport = createTransport(systemClock);
    await transport(requestTo(endpoint));
    await transport(requestTo(endpoint, { fresh: true }));
    expect(connections()).toBe(2);
    await untilOpen(1);
    await transport(requestTo(endpoint));
    expect(connections()).toBe(2);
  });

  it("are kept when idle for ten seconds, and closed after that", async () => {
    const { endpoint, connections, untilOpen } = await rawUpstream(answering);
    const clock = scriptedClock();
    const transport = createTransport(clock);
    await transport(requestTo(endpoint));
    clock.pass(10_000);
    await transport(requestTo(endpoint));
    expect(connections()).toBe(1);
    clock.pass(10_001);
    await transport(requestTo(endpoint));
    expect(connections()).toBe(2);
    await untilOpen(1);
  });

  it.each<[string, (clock: ScriptedClock, milliseconds: number) => void]>([
    ["wall", (clock, milliseconds) => clock.setWall(clock.wall() + milliseconds)],
    [
      "monotonic",
      (clock, milliseconds) => {
        const wall = clock.wall();
        clock.pass(milliseconds);
        clock.setWall(wall);
      },
    ],
  ])("are closed when the %s clock alone says that they were idle too long", async (_, pass) => {
    const { endpoint, connections } = await rawUpstream(answering);
    const clock = scriptedClock();
    const transport = createTransport(clock);
    await transport(requestTo(endpoint));
    pass(clock, 10_000);
    await transport(requestTo(endpoint));
    expect(connections()).toBe(1);
    pass(clock, 10_001);
    await transport(requestTo(endpoint));
    expect(connections()).toBe(2);
  });

  it("are closed, the idle ones too, after a request that got no answer", async () => {
    let fail = (_: ServerResponse) => {};
    const together: (() => void)[] = [];
    const { endpoint, connections, untilOpen } = await rawUpstream((response, form) => {
      if (form.get("JobId") === "bad") return fail(response);
      together.push(() => send(response, {}));
      if (together.length === 3) for (const answer of together.splice(0)) answer();
    });
    const failures: ((response: ServerResponse) => void)[] = [
      ({ socket }) => socket?.resetAndDestroy(),
      () => {},
    ];
    const transport = createTransport(scriptedClock());
    const bad = () =>
      laterProblemOf(transport(requestTo(endpoint, { parameters: { JobId: "bad" }, timeoutMs: 300 })));
    let opened = 0;
    for (fail of failures) {
      await Promise.all([1, 2, 3].map(() => transport(requestTo(endpoint))));
      opened += 3;
      expect(connections()).toBe(opened);
      await bad();
      await untilOpen(0);
    }
  });

  it("are kept, the idle ones at least, after an answer that is too large", async () => {
    const together: (() => void)[] = [];
    const { endpoint, connections, untilOpen } = await rawUpstream((response, form) => {
      if (form.get("JobId") === "large") return send(response, "x".repeat(101));
      together.push(() => send(response, {}));
      if (together.length === 2) for (const answer of together.splice(0)) answer();
    });
    const transport = createTransport(scriptedClock());
    await Promise.all([1, 2].map(() => transport(requestTo(endpoint))));
    const large = requestTo(endpoint, { parameters: { JobId: "large" }, share: shareOf(100) });
    expect((await laterProblemOf(transport(large))).code).toBe("UpstreamUnusable");
    await untilOpen(1);
    expect(connections()).toBe(2);
  });

  it("are all closed after that, however many there are", async () => {
    let together = 3;
    const waiting: (() => void)[] = [];
    const { endpoint, untilOpen } = await rawUpstream((response) => {
      waiting.push(() => send(response, {}));
      if (waiting.length === together) for (const answer of waiting.splice(0)) answer();
    });
    const clock = scriptedClock();
    const transport = createTransport(clock);
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
    const transport = createTransport(clock);
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
    const transport = createTransport(clock);
    const slow = transport(requestTo(endpoint, { parameters: { JobId: "slow" } }));
    await firstArrived;
    clock.pass(60_000);
    expect((await transport(requestTo(endpoint))).document).toEqual({});
    answerFirst();
    expect((await slow).document).toEqual({ RequestId: "slow" });
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
    const transport = createTransport(systemClock);
    const calls = Array.from({ length: 60 }, async (_, index) => {
      const own = {
        accessKeyId: `STS.${index}`,
        accessKeySecret: `secret-${index}`,
        securityToken: `token-${index}`,
      };
      const parameters = { JobId: String(index) };
      const { document } = await transport(requestTo(endpoint, { parameters, credentials: own }));
      expect(document).toEqual({ key: own.accessKeyId, token: own.securityToken, job: parameters.JobId });
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
    const transport = createTransport(clock);
    const failing = async () => {
      for (let call = 0; call < 10; call++)
        await laterProblemOf(transport(requestTo(endpoint, { timeoutMs: 15 })));
    };
    await Promise.all(Array.from({ length: 10 }, failing));
    faulty = false;
    clock.pass(10_001);
    expect((await transport(requestTo(endpoint))).document).toEqual({});
    await untilOpen(1);
  });
});
