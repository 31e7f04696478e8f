import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { sha256, signAcs3 } from "../../../../local/signing/acs3.ts";
import { type FixtureFunction, type FixtureHost, hostOf, user } from "../../../support/cloud/fixture-host.ts";

const require = createRequire(import.meta.url);
const FC = require("@alicloud/fc2");
const { default: OpenApi, Config, OpenApiRequest, Params } = require("@alicloud/openapi-client");
const { RuntimeOptions } = createRequire(import.meta.resolve("@alicloud/openapi-client"))(
  "@alicloud/tea-util",
);

const functions: Record<string, FixtureFunction> = {
  shout: {
    code: `exports.handler = async (event) => {
      if (event.toString() === "fail") throw Object.assign(new Error("oops"), { name: "NotFound" });
      return event.toString().toUpperCase();
    };`,
  },
};

interface Answer {
  readonly data: unknown;
  readonly headers: Record<string, string>;
}

/** Invokes a function on one of the API's paths with the real client. */
type Invoke = (
  host: FixtureHost,
  functionName: string,
  event: string | Buffer,
  headers?: object,
) => Promise<Answer>;

const client = (host: FixtureHost, key = user) =>
  new FC("1000000000000001", {
    accessKeyID: key.accessKeyId,
    accessKeySecret: key.accessKeySecret,
    securityToken: "token",
    region: "cn-test",
    endpoint: host.url,
  });

const invoke2: Invoke = (host, functionName, event, headers = {}) =>
  client(host).invokeFunction("service", functionName, event, headers);

const invoke3: Invoke = (host, functionName, event, headers = {}) =>
  Object.assign(client(host), { version: "2023-03-30" }).post(
    `/functions/${functionName}/invocations`,
    event,
    headers,
    {
      qualifier: "LATEST",
    },
  );

const paths: [string, Invoke][] = [
  ["2016-08-15", invoke2],
  ["2023-03-30", invoke3],
];

test.each(paths)("the real fc2 client invokes a function on the path of %s", async (_, invoke) => {
  const host = await hostOf(functions);
  const { data, headers } = await invoke(host, "shout", "hello");
  expect(data).toBe("HELLO");
  expect(headers["x-fc-request-id"]).toMatch(/^1-/);
  expect(headers).not.toHaveProperty("x-fc-error-type");
});

test.each(paths)("a function's error is a 200 with an error type on the path of %s", async (_, invoke) => {
  const host = await hostOf(functions);
  const { data, headers } = await invoke(host, "shout", "fail");
  expect(headers["x-fc-error-type"]).toBe("HandledInvocationError");
  expect(data).toMatchObject({ errorMessage: "oops", errorType: "NotFound" });
});

test.each(paths)("a function that is not there is refused on the path of %s", async (_, invoke) => {
  const host = await hostOf(functions);
  await expect(invoke(host, "nobody", "")).rejects.toThrow("failed with 404");
});

test("on the path of 2.0 the client understands the code of a refusal", async () => {
  const host = await hostOf(functions);
  await expect(invoke2(host, "nobody", "")).rejects.toMatchObject({ code: "FunctionNotFound" });
  const stranger = client(host, { ...user, accessKeyId: "LTAInobody" });
  await expect(stranger.invokeFunction("s", "shout", "")).rejects.toMatchObject({
    code: "InvalidAccessKeyID",
  });
  const forger = client(host, { ...user, accessKeySecret: "wrong" });
  await expect(forger.invokeFunction("s", "shout", "")).rejects.toMatchObject({ code: "SignatureNotMatch" });
});

test("a session's key is taken with its token, as long as it lasts", async () => {
  const expires = Date.now() + 60_000;
  const session = { accessKeySecret: "session-secret", securityToken: "token", expires };
  const key = { accessKeyId: "STS.session", accessKeySecret: "session-secret" };
  const live = await hostOf(functions, { keys: () => session });
  expect((await client(live, key).invokeFunction("s", "shout", "hi")).data).toBe("HI");
  const other = await hostOf(functions, { keys: () => ({ ...session, securityToken: "another" }) });
  await expect(client(other, key).invokeFunction("s", "shout", "")).rejects.toThrow("does not belong");
  const clock = { wall: () => expires, monotonic: () => 0, sleep: async () => {} };
  const expired = await hostOf(functions, { keys: () => session, clock });
  await expect(client(expired, key).invokeFunction("s", "shout", "")).rejects.toThrow("has expired");
});

test("the official client of 3.0 invokes a function with ACS3", async () => {
  const host = await hostOf(functions);
  const endpoint = new URL(host.url).host;
  const official = new OpenApi(new Config({ ...user, endpoint, protocol: "HTTP" }));
  const parameters = new Params({
    action: "InvokeFunction",
    version: "2023-03-30",
    protocol: "HTTP",
    pathname: "/2023-03-30/functions/shout/invocations",
    method: "POST",
    authType: "AK",
    style: "FC",
    reqBodyType: "json",
    bodyType: "string",
  });
  const request = new OpenApiRequest({ query: { qualifier: "LATEST" }, body: { a: 1 } });
  const { body } = await official.callApi(parameters, request, new RuntimeOptions({}));
  expect(body).toBe('{"A":1}');
});

test("an ACS3 signature holds for its body alone", async () => {
  const host = await hostOf(functions);
  const path = "/2023-03-30/functions/shout/invocations";
  const request = { method: "POST", path, query: [], headers: { host: new URL(host.url).host } };
  const headers = signAcs3({ ...request, bodyHash: sha256("signed") }, user, new Date());
  const ask = (body: string) => fetch(host.url + path, { method: "POST", headers, body });
  expect(await (await ask("signed")).text()).toBe("SIGNED");
  const other = await ask("other");
  expect([other.status, await other.json()]).toMatchObject([403, { Code: "SignatureNotMatch" }]);
});

test("a foreign qualifier, an unknown type of invocation and too large an event are refused", async () => {
  const host = await hostOf(functions);
  await expect(invoke2(host, "shout", "", { "x-fc-invocation-type": "Later" })).rejects.toMatchObject({
    code: "InvalidArgument",
  });
  await expect(client(host).invokeFunction("s", "shout", "", {}, "prod")).rejects.toMatchObject({
    code: "AliasNotFound",
  });
  const large = Buffer.alloc(128 * 1024 + 1, "x");
  await expect(invoke2(host, "shout", large, { "x-fc-invocation-type": "Async" })).rejects.toMatchObject({
    code: "EntityTooLarge",
  });
  expect((await invoke2(host, "shout", large)).data).toHaveLength(large.length);
});

test("who asks for the tail of the log gets the end of what this invocation printed, and nobody else", async () => {
  const code = `exports.handler = async (event) => { process.stdout.write(event + "\\n"); return "done"; };`;
  const host = await hostOf({ chatty: { code } });
  const ask = async (text: string, headers = {}) =>
    (await invoke3(host, "chatty", text, headers)).headers["x-fc-log-result"];
  const tail = { "x-fc-log-type": "Tail" };
  const read = (log: unknown) => Buffer.from(String(log), "base64").toString();
  expect(await ask("first")).toBeUndefined();
  expect(read(await ask("second", tail))).toBe("second\n");
  expect(read(await ask(`${"x".repeat(5000)}end`, tail))).toMatch(/^x{4092}end\n$/);
});

test("an asynchronous invocation is accepted, runs, and its result goes to the destination", async () => {
  const destination = (name: string) => ({
    destination: `acs:fc:cn-test:1000000000000001:functions/${name}/LATEST`,
  });
  const host = await hostOf({
    shout: {
      ...(functions.shout as FixtureFunction),
      props: {
        asyncInvokeConfig: {
          maxAsyncRetryAttempts: 0,
          destinationConfig: { onSuccess: destination("good"), onFailure: destination("bad") },
        },
      },
    },
    good: { code: "exports.handler = async (event) => console.log('good', event.toString());" },
    bad: { code: "exports.handler = async (event) => console.log('bad', event.toString());" },
  });
  const recordIn = (name: string) => {
    const line = host.lines.find((candidate) => candidate.startsWith(`${name} `));
    return line && JSON.parse(line.slice(line.indexOf("{")));
  };
  const { headers } = await invoke3(host, "shout", "hello", { "x-fc-invocation-type": "Async" });
  await expect
    .poll(() => recordIn("good"))
    .toMatchObject({
      requestContext: {
        requestId: headers["x-fc-request-id"],
        condition: "Success",
        approximateInvokeCount: 1,
      },
      requestPayload: "hello",
      responsePayload: "HELLO",
    });
  await invoke3(host, "shout", "fail", { "x-fc-invocation-type": "Async" });
  await expect
    .poll(() => recordIn("bad"))
    .toMatchObject({
      requestContext: { condition: "RetriesExhausted" },
      responseContext: { functionError: "HandledInvocationError" },
      responsePayload: expect.stringContaining("oops"),
    });
});

test("as an HTTP event, InvokeFunction reaches a function with an HTTP trigger, and no other", async () => {
  const code = "exports.handler = async (event) => event;";
  const triggers = [
    { triggerName: "http", triggerType: "http", triggerConfig: { authType: "function", methods: ["GET"] } },
  ];
  const host = await hostOf(
    { withTrigger: { code, props: { triggers } }, without: { code } },
    { invokeAsHttp: true },
  );
  const got = JSON.parse(String((await invoke3(host, "withTrigger", '{"JobId":"a"}')).data));
  expect(got).toMatchObject({
    version: "v1",
    rawPath: "/2023-03-30/functions/withTrigger/invocations",
    headers: { "X-Acs-Action": "InvokeFunction", "Content-Type": "application/octet-stream" },
    body: '{"JobId":"a"}',
    isBase64Encoded: false,
    requestContext: { http: { method: "POST" } },
  });
  expect(Object.keys(got.headers).filter((name) => /^content-type$/i.test(name))).toHaveLength(1);
  const older = JSON.parse(String((await invoke2(host, "withTrigger", Buffer.from([0xff]))).data));
  expect(older).toMatchObject({
    rawPath: "/2016-08-15/services/service/functions/withTrigger/invocations",
    body: "/w==",
    isBase64Encoded: true,
  });
  expect((await invoke3(host, "without", "plain")).data).toBe("plain");
});
