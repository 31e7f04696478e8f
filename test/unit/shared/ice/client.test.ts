import { describe, expect, it } from "vitest";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import { createIceClient } from "../../../../shared/ice/client.ts";
import type { Credentials } from "../../../../shared/runtime/context.ts";
import { capacityOf } from "../../../support/unit/capacity.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { credentials } from "../../../support/unit/context.ts";
import { laterProblemOf, problemOf } from "../../../support/unit/thrown.ts";
import { inTurn, type Respond, upstream } from "../../../support/unit/upstream.ts";

const configuration = {
  endpoint: "https://ice.cn-shanghai.aliyuncs.com",
  timeoutMs: 10_000,
  maxAttempts: 3,
  logLevel: "info",
} as const;

interface Settings {
  readonly timeMs?: number;
  readonly credentials?: Partial<Credentials> | null | undefined;
}

const slow = inTurn(new ProblemError("UpstreamTimeout", { cause: "timeout" }));

/** A client whose upstream takes a hundred milliseconds for each request, or all the time it has. */
function clientOf(respond: Respond, { timeMs = 60_000, ...changes }: Settings = {}) {
  const clock = scriptedClock();
  const { transport, requests } = upstream((request, index) => {
    clock.pass(respond === slow ? request.timeoutMs : 100);
    return respond(request, index);
  });
  const random = () => 0.5;
  const client = createIceClient({
    transport,
    configuration,
    credentials,
    capacity: capacityOf(clock, { end: timeMs }),
    clock,
    random,
    ...changes,
  });
  return { client, requests, clock };
}

describe("a call to ICE", () => {
  it("sends the parameters as text, with the invocation's credentials, a time limit and a share of the memory", async () => {
    const { client, requests } = clientOf(inTurn({ RequestId: "R-1", Job: {} }));
    const parameters = { JobId: "a", MaxResults: 10, MediaIds: ["a", "b"] };
    expect(await client.call("GetThing", parameters)).toEqual({
      text: '{"RequestId":"R-1","Job":{}}',
      document: { RequestId: "R-1", Job: {} },
    });
    expect(requests).toEqual([
      {
        fresh: false,
        endpoint: configuration.endpoint,
        action: "GetThing",
        parameters: { JobId: "a", MaxResults: "10", MediaIds: "a,b" },
        credentials,
        timeoutMs: 10_000,
        share: expect.anything(),
      },
    ]);
  });

  it("has no more time than there is until the deadline", async () => {
    const { client, requests } = clientOf(inTurn({}), { timeMs: 9_999 });
    await client.call("GetThing", {});
    expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([9_999]);
  });

  it.each([0, -1])("is not made with %i ms left", async (timeMs) => {
    const { client, requests } = clientOf(inTurn({}), { timeMs });
    expect((await laterProblemOf(client.call("GetThing", {}))).code).toBe("DeadlineExceeded");
    expect([requests.length, client.usage.attempts]).toEqual([0, 0]);
  });

  it("is made again where that may help", async () => {
    const { client, requests } = clientOf(inTurn(new ProblemError("Throttled"), { RequestId: "R-2" }));
    expect((await client.call("GetThing", {})).document).toEqual({ RequestId: "R-2" });
    expect(requests).toHaveLength(2);
  });

  it("holds an answer until it is forgotten, and nothing of a failed attempt", async () => {
    const clock = scriptedClock();
    const capacity = capacityOf(clock, { bytes: 100 });
    const answer = { A: "x".repeat(70) };
    let fails = true;
    const { transport } = upstream(() => answer);
    const client = createIceClient({
      transport: async (request) => {
        const answered = await transport(request);
        if (fails) throw new ProblemError("NotFound");
        return answered;
      },
      configuration,
      credentials,
      capacity,
      clock,
      random: () => 0,
    });
    await laterProblemOf(client.call("GetThing", {}));
    fails = false;
    const first = await client.call("GetThing", {});
    expect((await laterProblemOf(client.call("GetThing", {}))).cause).toBe("room");
    client.forget(first);
    client.forget(first);
    expect((await client.call("GetThing", {})).document).toEqual(answer);
    client.forget({ text: "", document: {} });
  });

  it("has ten retries with all other calls of its invocation", async () => {
    const { client, requests } = clientOf(inTurn(new ProblemError("UpstreamUnavailable")), { timeMs: 1e6 });
    const attempts: number[] = [];
    for (let call = 0; call < 7; call++) {
      const before = requests.length;
      await laterProblemOf(client.call("GetThing", {}));
      attempts.push(requests.length - before);
    }
    expect(attempts).toEqual([3, 3, 3, 3, 3, 1, 1]);
  });

  it("gives up after the configured attempts", async () => {
    const { client, requests } = clientOf(inTurn(new ProblemError("UpstreamUnavailable")));
    expect((await laterProblemOf(client.call("GetThing", {}))).code).toBe("UpstreamUnavailable");
    expect(requests).toHaveLength(3);
  });

  it.each([new TypeError("undefined is not a function"), undefined])(
    "passes on what is no error of the catalogue: %s",
    async (bug) => {
      const { client, requests } = clientOf(() => Promise.reject(bug));
      await expect(client.call("GetThing", {})).rejects.toBe(bug);
      expect(requests).toHaveLength(1);
    },
  );
});

describe("a call that is too slow", () => {
  it("is ICE's fault where it had all its time", async () => {
    const { client } = clientOf(slow, { timeMs: 10_001 });
    expect((await laterProblemOf(client.call("GetThing", {}))).code).toBe("UpstreamTimeout");
  });

  it("is the deadline's where that cut it short", async () => {
    const { client } = clientOf(slow, { timeMs: 150 });
    const { code, cause } = await laterProblemOf(client.call("GetThing", {}));
    expect([code, cause]).toEqual(["DeadlineExceeded", "timeout"]);
  });

  it("may have failed otherwise just before the deadline", async () => {
    const { client } = clientOf(inTurn(new ProblemError("UpstreamUnavailable")), { timeMs: 150 });
    expect((await laterProblemOf(client.call("GetThing", {}))).code).toBe("UpstreamUnavailable");
  });
});

describe("the usage of an invocation", () => {
  it("begins with nothing", () => {
    expect(clientOf(inTurn({})).client.usage).toEqual({
      calls: 0,
      attempts: 0,
      milliseconds: 0,
      requestId: undefined,
    });
  });

  it("counts every request and its time, pauses not", async () => {
    const { client } = clientOf(
      inTurn(new ProblemError("Throttled"), { RequestId: "R-2" }, { RequestId: "R-3" }),
    );
    await client.call("GetThing", {});
    expect(client.usage).toEqual({ calls: 1, attempts: 2, milliseconds: 200, requestId: "R-2" });
    await client.call("GetThing", {});
    expect(client.usage).toEqual({ calls: 2, attempts: 3, milliseconds: 300, requestId: "R-3" });
  });

  it("names ICE's last request ID, of an error, too", async () => {
    const failure = new ProblemError("NotFound", { upstream: { requestId: "R-9" } });
    const { client } = clientOf(inTurn({ RequestId: "R-1" }, failure, new ProblemError("NotFound")));
    await client.call("GetThing", {});
    await laterProblemOf(client.call("GetThing", {}));
    expect(client.usage.requestId).toBe("R-9");
    await laterProblemOf(client.call("GetThing", {}));
    expect(client.usage.requestId).toBe("R-9");
  });

  it("leaves out a request ID that is fit for no log", async () => {
    const { client } = clientOf(inTurn({ RequestId: "a\nb" }));
    await client.call("GetThing", {});
    expect(client.usage.requestId).toBeUndefined();
  });
});

describe("a function without a role", () => {
  it.each([
    ["no credentials", undefined],
    ["null for credentials", null],
    ["empty ones", { accessKeyId: "", accessKeySecret: "", securityToken: "" }],
    ["no key", { ...credentials, accessKeyId: "" }],
    ["no secret", { ...credentials, accessKeySecret: "" }],
    ["no token", { ...credentials, securityToken: "" }],
  ])("has %s, and is told so before any call", (_, given) => {
    const problem = problemOf(() => clientOf(inTurn({}), { credentials: given }));
    expect(problem.code).toBe("ConfigurationError");
    expect(problem.errors).toEqual([
      { parameter: "role", problem: "is missing: without a role the function has no credentials" },
    ]);
  });
});
