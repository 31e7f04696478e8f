import { describe, expect, test } from "vitest";
import { operation } from "../../../../functions/get-media-convert-job/operation.ts";
import { operations } from "../../../../functions/index.ts";
import { job as kindJob } from "../../../../shared/calls/job.ts";
import { catalogue, type ErrorCode } from "../../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import { createHandler } from "../../../../shared/handler.ts";
import type { Operation } from "../../../../shared/operation.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { contextOf, credentials } from "../../../support/unit/context.ts";
import { bytesOf, callerKinds } from "../../../support/unit/events.ts";
import { invoke } from "../../../support/unit/invoke.ts";
import { sampleOf, sampleParameters } from "../../../support/unit/samples.ts";
import { inTurn, upstream } from "../../../support/unit/upstream.ts";

const parameters = { JobId: "1" };
const job = { RequestId: "R", Job: { JobId: "1", State: "Success" } };
const noCall = () => {
  throw new Error("a call was made");
};

describe("errors", () => {
  const cases = callerKinds.flatMap((kind) =>
    (Object.keys(catalogue) as ErrorCode[]).map((code) => [kind, code] as const),
  );

  test.each(cases)("%s: %s", async (kind, code) => {
    const errors = [{ parameter: "JobId", problem: "is odd" }];
    const problem = new ProblemError(code, { errors, upstream: { code: "Odd", requestId: "U" } });
    const { http, error, body } = await invoke({ operation, kind, parameters, respond: inTurn(problem) });
    const { status, retryable } = catalogue[code];
    expect(body).toMatchObject({
      code,
      status,
      retryable,
      requestId: "1-675f2a1b-0001",
      errors,
      upstream: { code: "Odd", requestId: "U" },
    });
    if (kind === "http" || kind === "apigateway") {
      expect(http.statusCode).toBe(status);
      expect(http.headers["content-type"]).toBe("application/problem+json");
    } else {
      expect(error).toBeInstanceOf(Error);
      expect([error?.name, error?.stack]).toEqual([code, ""]);
    }
  });

  test.each(callerKinds)("a bug tells a caller nothing, and the log where it is: %s", async (kind) => {
    const bug = () => {
      throw new TypeError("secret");
    };
    const { http, error, body, lines, log } = await invoke({ operation, kind, parameters, respond: bug });
    expect(error?.name ?? http.statusCode).toBe(error ? "InternalError" : 500);
    expect(body.code).toBe("InternalError");
    expect(log).toMatchObject({ level: "error", code: "InternalError" });
    expect(log.cause).toMatch(/^TypeError at handler\.test\.ts:\d+:\d+$/);
    expect(lines[0] + JSON.stringify(body)).not.toContain("secret");
  });

  test.each([
    ["    at handle (/code/index.js:1:23456)", "index.js:1:23456"],
    ["    at /code/dist/index.js:12:3", "index.js:12:3"],
    ["    at async file:///code/some-file.ts:10:27", "some-file.ts:10:27"],
    ["    at Object.<anonymous> (C:\\code\\index.js:1:2)", "index.js:1:2"],
    ["    at index.js:1:2", "index.js:1:2"],
    ["    at native code", undefined],
    ["    at nowhere:1:2 or so", undefined],
    ["secret:1:2", undefined],
    ["Error at secret:1:2", undefined],
  ])("the place of %j is %s", async (line, place) => {
    const bug = Object.assign(new RangeError("odd"), { stack: `RangeError: odd\n${line}\n` });
    const { log } = await invoke({ operation, parameters, respond: inTurn(bug) });
    expect(log.cause).toBe(`RangeError at ${place}`);
  });

  test.each(["text", { name: "Plain" }, 7])("what is thrown may be no error at all: %j", async (thrown) => {
    const respond = () => {
      throw thrown;
    };
    expect((await invoke({ operation, parameters, respond })).body.code).toBe("InternalError");
  });

  test("every violation is named, and nothing is asked", async () => {
    const given = { JobID: "1", wait: 0, pages: 2, view: "odd", fields: "a..b" };
    const { body, requests } = await invoke({ operation, parameters: given, respond: noCall });
    expect(body.errors.map((each: { parameter: string }) => each.parameter).sort()).toEqual([
      "JobID",
      "JobId",
      "fields[0]",
      "pages",
      "view",
      "wait",
    ]);
    expect(requests).toEqual([]);
  });

  test("a function without a role is told so", async () => {
    for (const given of [undefined, {}, { ...credentials, securityToken: "" }]) {
      const context = { ...contextOf(), credentials: given as object };
      const { body, requests } = await invoke({ operation, parameters, respond: noCall, context });
      expect(body).toMatchObject({ code: "ConfigurationError", errors: [{ parameter: "role" }] });
      expect(requests).toEqual([]);
    }
  });

  test("an event that is no JSON object is InvalidEvent", async () => {
    const lines: string[] = [];
    const handler = createHandler(operation, kindJob, { variables: {}, write: (line) => lines.push(line) });
    for (const event of ["[]", "{", "7", "\xff"].map((text) => Buffer.from(text, "latin1")))
      await expect(handler(event, contextOf())).rejects.toMatchObject({ name: "InvalidEvent" });
    expect(lines.map((line) => JSON.parse(line).code)).toEqual(Array(4).fill("InvalidEvent"));
  });
});

describe("configuration", () => {
  test("is read from the environment and the region", async () => {
    const variables = { ICE_NETWORK: "vpc", ICE_TIMEOUT_MS: "500", ICE_MAX_ATTEMPTS: "2" };
    const respond = inTurn(new ProblemError("UpstreamUnavailable"));
    const { requests } = await invoke({
      operation,
      parameters,
      respond,
      variables,
      context: { region: "cn-beijing" },
    });
    expect(requests).toHaveLength(2);
    expect(requests[0]).toMatchObject({
      endpoint: "https://ice-vpc.cn-beijing.aliyuncs.com",
      timeoutMs: 500,
      credentials,
    });
  });

  test("that is wrong is told before anything is asked, and logged", async () => {
    const variables = { ICE_TIMEOUT_MS: "soon", LOG_LEVEL: "loud" };
    const { body, log, requests } = await invoke({ operation, parameters, respond: noCall, variables });
    expect(body.errors.map((each: { parameter: string }) => each.parameter)).toEqual([
      "ICE_TIMEOUT_MS",
      "LOG_LEVEL",
    ]);
    expect(log).toMatchObject({ code: "ConfigurationError", level: "error" });
    expect(requests).toEqual([]);
  });

  test("is read once, and again after it was wrong", async () => {
    const variables: Record<string, string> = { LOG_LEVEL: "loud" };
    const { transport, requests } = upstream(() => job);
    const handler = createHandler(operation, kindJob, {
      variables,
      transport,
      write: () => {},
      clock: scriptedClock(),
    });
    const call = () => handler(bytesOf(parameters), contextOf());
    await expect(call()).rejects.toMatchObject({ name: "ConfigurationError" });
    variables.LOG_LEVEL = "info";
    await call();
    variables.LOG_LEVEL = "loud";
    await call();
    expect(requests).toHaveLength(2);
  });
});

test("each invocation has its own credentials", async () => {
  const { transport, requests } = upstream(() => job);
  const handler = createHandler(operation, kindJob, { variables: {}, transport, write: () => {} });
  const others = { ...credentials, securityToken: "another" };
  await Promise.all([
    handler(bytesOf(parameters), contextOf()),
    handler(bytesOf(parameters), contextOf({ credentials: others })),
  ]);
  expect(requests.map((each) => each.credentials)).toEqual([credentials, others]);
});

describe("controls", () => {
  const controls: Readonly<Record<string, (operation: Operation) => boolean>> = {
    view: () => true,
    fields: () => true,
    wait: ({ kind }) => kind === "job",
    expect: ({ kind }) => kind === "job",
    pages: ({ kind }) => kind === "list",
    since: ({ kind }) => kind === "list",
  };
  const values: Readonly<Record<string, string>> = {
    view: "decoded",
    fields: "RequestId",
    wait: "1",
    expect: "10m",
    pages: "2",
    since: "1h",
  };
  const cases = operations.flatMap((each) =>
    Object.entries(controls).flatMap(([control, makesSense]) =>
      callerKinds.map((kind) => [each.name, control, kind, makesSense(each), each] as const),
    ),
  );

  test.each(cases)("%s takes %s from %s: %s", async (name, control, kind, taken, of) => {
    const given = { ...sampleParameters[name], [control]: values[control] };
    const { body, requests } = await invoke({
      operation: of,
      kind,
      parameters: given,
      respond: () => sampleOf(name),
    });
    if (taken) expect(body.RequestId).toBeDefined();
    else expect(body).toMatchObject({ code: "InvalidParameter", errors: [{ parameter: control }] });
    expect(requests.length > 0).toBe(taken);
  });
});
