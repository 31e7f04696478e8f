import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { loadFunctionCompute } from "../../../client/fc2.ts";
import {
  type ClientOptions,
  createClient,
  FunctionError,
  InvocationError,
  UsageError,
} from "../../../client/index.ts";
import { fromSdk } from "../../../client/invocation-error.ts";
import { ProblemError } from "../../../shared/errors/problem.ts";
import { secretsIn } from "../../support/unit/secrets.ts";
import { functionCompute, type Reply, thrown } from "../../support/wire/function-compute.ts";

const key = {
  accessKeyId: "STS.NVtbNbVBeUwLpAwJ",
  accessKeySecret: "9Zs3qUeTFb8FWd2kQm",
  securityToken: "CAIS/4Ejp+9kqQ==",
};

const base: ClientOptions = { accountId: "1234567890123456", region: "cn-shanghai", credentials: key };

async function clientOf(reply: Reply, options: Partial<ClientOptions> = {}) {
  const service = await functionCompute(reply);
  return { ...service, client: createClient({ ...base, endpoint: service.url, ...options }) };
}

const answered: Reply = { body: '{"Job":{"State":"Running"}}' };

/** What a call with the service's reply ends with. */
async function failureOf(reply: Reply): Promise<unknown> {
  const { client } = await clientOf(reply);
  return client.invoke("GetMediaConvertJob", { JobId: "j" }).then(
    () => expect.fail("The call was answered."),
    (error) => error,
  );
}

describe("a call", () => {
  it("invokes the operation's function by the API of Function Compute 3.0, and hands out its answer", async () => {
    const { client, invocations } = await clientOf(answered);
    expect(await client.invoke("GetMediaConvertJob", { JobId: "j", wait: 20 })).toEqual({
      Job: { State: "Running" },
    });
    expect(invocations).toMatchObject([
      {
        method: "POST",
        url: "/2023-03-30/functions/get-media-convert-job/invocations?qualifier=LATEST",
        headers: { "x-fc-invocation-type": "Sync", "x-fc-security-token": key.securityToken },
        body: '{"JobId":"j","wait":20}',
      },
    ]);
  });

  it("takes a stage and a qualifier", async () => {
    const { client, invocations } = await clientOf(answered, { stage: "staging", qualifier: "blue" });
    await client.invoke("ListBatchMediaProducingJobs", {});
    expect(invocations[0]?.url).toBe(
      "/2023-03-30/functions/list-batch-media-producing-jobs-staging/invocations?qualifier=blue",
    );
  });

  it("asks for credentials each time", async () => {
    let number = 0;
    const credentials = async () => ({ accessKeyId: `LTAI${++number}`, accessKeySecret: "secret" });
    const { client, invocations } = await clientOf(answered, { credentials });
    await client.invoke("GetMediaConvertJob", { JobId: "j" });
    await client.invoke("GetMediaConvertJob", { JobId: "j" });
    const keys = invocations.map(({ headers }) => /^FC (\w+):/.exec(headers.authorization ?? "")?.[1]);
    expect(keys).toEqual(["LTAI1", "LTAI2"]);
    expect(invocations[0]?.headers).not.toHaveProperty("x-fc-security-token");
  });

  it("gives an answer with the content type of JSON, too", async () => {
    const { client } = await clientOf({ ...answered, headers: { "content-type": "application/json" } });
    expect(await client.invoke("GetMediaConvertJob", { JobId: "j" })).toHaveProperty("Job");
  });
});

describe("options that are wrong", () => {
  it.each([
    ["plain http to another machine", { endpoint: "http://1234567890123456.cn-shanghai.fc.aliyuncs.com" }],
    ["another host", { endpoint: "https://fc.example.com" }],
    ["a host that only looks like it", { endpoint: "https://127.0.0.1.example.com" }],
    ["a user in the endpoint", { endpoint: "https://127.0.0.1@fc.aliyuncs.com" }],
    ["no URL", { endpoint: "fc.aliyuncs.com" }],
    ["a region that leads elsewhere", { region: "example.com/" }],
    ["a region that can't be", { region: "Shanghai" }],
    ["a stage that names no function", { stage: "-x" }],
    ["an account that leads elsewhere", { accountId: "example.com/" }],
    ["a stage that is no part of a name", { stage: "../x" }],
  ])("%s", (_, options) => {
    expect(() => createClient({ ...base, ...options })).toThrow(UsageError);
  });

  it.each([
    ["no secret", { ...key, accessKeySecret: "" }],
    ["an STS key without its token", { accessKeyId: key.accessKeyId, accessKeySecret: "secret" }],
  ])("%s", async (_, credentials) => {
    const { client, invocations } = await clientOf(answered, { credentials });
    await expect(client.invoke("GetMediaConvertJob", { JobId: "j" })).rejects.toThrow(UsageError);
    expect(invocations).toEqual([]);
  });

  it("an operation that nobody knows", async () => {
    const { client } = await clientOf(answered);
    // @ts-expect-error
    await expect(client.invoke("GetNothing", {})).rejects.toThrow(UsageError);
  });
});

describe("a function's error", () => {
  it("is an error of the catalogue again, with everything that the function told", async () => {
    const problem = new ProblemError("InvalidParameter", {
      errors: [{ parameter: "JobId", problem: "is wrong" }],
      upstream: { code: "InvalidParameter.JobId", requestId: "6B5F" },
    });
    const error = await failureOf(
      thrown(JSON.stringify(problem.details("1-6b00f6a3-0d68")), "InvalidParameter"),
    );
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toBeInstanceOf(FunctionError);
    expect(error).toMatchObject({
      code: "InvalidParameter",
      message: "InvalidParameter: JobId is wrong",
      errors: problem.errors,
      upstream: problem.upstream,
      requestId: "1-6b00f6a3-0d68",
      retryable: false,
    });
  });

  it("says what to do where no parameter is wrong", async () => {
    const error = await failureOf(
      thrown(JSON.stringify(new ProblemError("Throttled").details("1")), "Throttled"),
    );
    expect(error).toMatchObject({ retryable: true, message: expect.stringMatching(/^Throttled: Wait/) });
  });

  it.each([
    ["killed at its timeout", thrown("Function timed out after 60 seconds"), "FunctionTimeout", true],
    [
      "killed at its timeout, in the service's other words",
      thrown("Function time out after 3 seconds"),
      "FunctionTimeout",
      true,
    ],
    [
      "dead",
      thrown("Process exited unexpectedly before completing request (duration: 12ms)"),
      "FunctionFailed",
      false,
    ],
    ["another function's error", thrown("oops", "TypeError"), "FunctionFailed", false],
    [
      "a problem of no catalogue",
      thrown('{"code":"Nothing","requestId":"1"}', "Nothing"),
      "FunctionFailed",
      false,
    ],
    ["an answer that is no object", { body: '"text"' }, "FunctionFailed", false],
    ["an answer that is no JSON", { body: "<html>" }, "FunctionFailed", false],
    ["no answer", { body: "" }, "FunctionFailed", false],
  ])("%s", async (_, reply, code, retryable) => {
    const error = await failureOf(reply);
    expect(error).toBeInstanceOf(InvocationError);
    expect(error).toMatchObject({
      code,
      retryable,
      functionName: "get-media-convert-job",
      requestId: "1-abc-123",
    });
  });
});

describe("Function Compute's own error", () => {
  it.each([
    [400, "InvalidRequest", false],
    [401, "AccessDenied", false],
    [403, "AccessDenied", false],
    [404, "FunctionNotFound", false],
    [413, "InvalidRequest", false],
    [429, "ResourceThrottled", true],
    [500, "Unavailable", true],
    [503, "Unavailable", true],
  ])("status %i is %s", async (status, code, retryable) => {
    const headers = { "content-type": "application/json" };
    const error = await failureOf({ status, headers, body: '{"Code":"Any","Message":"any"}' });
    expect(error).toBeInstanceOf(InvocationError);
    expect(error).toMatchObject({ code, retryable, status, requestId: "1-abc-123" });
  });

  it.each<[string, Reply]>([
    ["a connection reset", (response) => void response.socket?.resetAndDestroy()],
    [
      "a body cut",
      (response) =>
        void response.writeHead(200, { "content-length": 99 }).write("{", () => response.destroy()),
    ],
    ["broken JSON", { headers: { "content-type": "application/json" }, body: "{" }],
    ["an error without a body", { status: 502, headers: { "content-type": "application/json" } }],
    ["an error of null", { status: 502, headers: { "content-type": "application/json" }, body: "null" }],
  ])("%s is Unavailable", async (_, reply) => {
    expect(await failureOf(reply)).toMatchObject({
      name: "InvocationError",
      code: "Unavailable",
      retryable: true,
    });
  });

  it("names the reason where nobody listens", async () => {
    const client = createClient({ ...base, endpoint: "http://127.0.0.1:1" });
    await expect(client.invoke("GetMediaConvertJob", { JobId: "j" })).rejects.toMatchObject({
      code: "Unavailable",
      reason: "ECONNREFUSED",
    });
  });

  it("tells a call that got no answer in time", async () => {
    const { url } = await functionCompute(() => {});
    const { accessKeyId: accessKeyID, accessKeySecret, securityToken } = key;
    const config = { endpoint: url, region: "r", accessKeyID, accessKeySecret, securityToken, timeout: 20 };
    const call = new (loadFunctionCompute())("a", config).post("/x", "{}", {}, {}, { rawBuf: true });
    const error = await call.catch((error: unknown) => fromSdk(error, "f"));
    expect(error).toMatchObject({ code: "InvocationTimeout", retryable: true });
  });
});

describe("no error holds a secret", () => {
  const echo = `${key.accessKeyId} ${key.accessKeySecret} ${key.securityToken}`;
  const json = { "content-type": "application/json" };
  it.each<[string, Reply]>([
    [
      "a refusal that echoes what was signed",
      {
        status: 403,
        headers: json,
        body: JSON.stringify({ Code: echo, Message: echo, ErrorCode: echo, ErrorMessage: echo }),
      },
    ],
    ["a request ID that is none", { status: 403, headers: { ...json, "x-fc-request-id": echo }, body: "{}" }],
    ["an error page", { status: 502, body: echo }],
    ["broken JSON", { headers: json, body: echo }],
    ["a thrown error", thrown(echo, echo)],
    ["an answer of another kind", { body: JSON.stringify(echo) }],
    ["a connection reset", (response) => void response.socket?.resetAndDestroy()],
  ])("%s", async (_, reply) => {
    const error = await failureOf(reply);
    expect(error).toBeInstanceOf(InvocationError);
    const everything =
      inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + (error as Error).stack;
    expect(secretsIn(everything, key)).toEqual([]);
    expect(everything).not.toMatch(/FC STS|authorization/i);
  });
});

describe("errors as JSON", () => {
  it.each([
    [
      new FunctionError({ code: "Throttled", requestId: "1-a", upstream: { code: "Throttling" } }),
      {
        name: "FunctionError",
        code: "Throttled",
        retryable: true,
        requestId: "1-a",
        upstream: { code: "Throttling" },
      },
    ],
    [
      new InvocationError("FunctionNotFound", "f", { status: 404, requestId: "2-b" }),
      { name: "InvocationError", code: "FunctionNotFound", retryable: false, functionName: "f", status: 404 },
    ],
    [new UsageError("Set a region."), { name: "UsageError", message: "Set a region.", retryable: false }],
  ])("%s", (error, members) => {
    const json = JSON.parse(JSON.stringify(error));
    expect(json).toMatchObject({ message: error.message, ...members });
    expect(String(error)).toMatch(new RegExp(`^${members.name}: `));
  });
});

describe("a signal", () => {
  it("ends a call that is under way, with its reason", async () => {
    const { client } = await clientOf(answered);
    const controller = new AbortController();
    const call = client.invoke("GetMediaConvertJob", { JobId: "j" }, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
  });

  it("that is aborted already lets nothing be sent", async () => {
    const { client, invocations } = await clientOf(answered);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(client.invoke("GetMediaConvertJob", { JobId: "j" }, { signal })).rejects.toThrow("enough");
    const list = client.follow("ListBatchMediaProducingJobs", {}, { signal });
    await expect(list.next()).rejects.toThrow("enough");
    expect(invocations).toEqual([]);
  });
});
