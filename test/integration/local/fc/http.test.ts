import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { fire, hostOf, timer, user } from "../../../support/cloud/fixture-host.ts";

// The signer that Function Compute's own documentation uses for HTTP triggers comes with the official client.
const require = createRequire(import.meta.resolve("@alicloud/openapi-client"));
const { default: OpenApiUtil } = require("@alicloud/openapi-util");

/** Headers that sign a request as the documentation does: neither the host nor the body is signed. */
function signed(
  method: string,
  url: string,
  key: { accessKeyId: string; accessKeySecret: string } = user,
  date = new Date(),
) {
  const { pathname, searchParams } = new URL(url);
  const headers = { "x-acs-date": date.toISOString().slice(0, 19).concat("Z") };
  const request = { method, pathname, query: Object.fromEntries(searchParams), headers };
  const authorization = OpenApiUtil.getAuthorization(
    request,
    "ACS3-HMAC-SHA256",
    "",
    key.accessKeyId,
    key.accessKeySecret,
  );
  return { ...headers, authorization };
}

const http = (authType: "anonymous" | "function", methods = ["GET", "POST"]) => ({
  triggers: [{ triggerName: "http", triggerType: "http", triggerConfig: { authType, methods } }],
});

/** A JSON answer that a test takes apart. */
const jsonOf = async (response: Response) => (await response.json()) as Record<string, unknown>;

/** Answers with the event itself. */
const echo = `exports.handler = async (event) => ({
  statusCode: 200, headers: { "Content-Type": "application/json" }, isBase64Encoded: false, body: event.toString(),
});`;

/** Answers with what the test says. */
const answer = (result: unknown) => `exports.handler = async () => (${JSON.stringify(result)});`;

test("an HTTP trigger's event has the documented shape", async () => {
  const host = await hostOf({ echo: { code: echo, props: http("anonymous") } });
  const response = await fetch(`${host.url}/http-triggers/echo/a%20b/c?x=1&y=%2B&x=2`, {
    method: "POST",
    headers: { "X-Own": "v", "User-Agent": "tester" },
    body: "Hallo Wörld",
  });
  const requestId = response.headers.get("x-fc-request-id");
  expect(await response.json()).toEqual({
    version: "v1",
    rawPath: "/a%20b/c",
    body: "Hallo Wörld",
    isBase64Encoded: false,
    headers: expect.objectContaining({ "X-Own": "v", "User-Agent": "tester" }),
    queryParameters: { x: "1,2", y: "+" },
    requestContext: {
      accountId: expect.any(String),
      domainName: new URL(host.url).host,
      domainPrefix: "echo",
      http: {
        method: "POST",
        path: "/a b/c",
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: "tester",
      },
      requestId,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      timeEpoch: expect.stringMatching(/^\d{13}$/),
    },
  });
});

test("a body that is no text arrives as base64, and goes out of it", async () => {
  const code = `exports.handler = async (event) => {
    const { body, isBase64Encoded } = JSON.parse(event);
    return { statusCode: 200, headers: {}, isBase64Encoded, body };
  };`;
  const host = await hostOf({ back: { code, props: http("anonymous") } });
  const bytes = Buffer.from([0xff, 0x00, 0xfe]);
  const response = await fetch(`${host.url}/http-triggers/back/`, { method: "POST", body: bytes });
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
});

test("what a function answers becomes the HTTP answer; without a statusCode it is the body of a 200", async () => {
  const host = await hostOf({
    full: {
      code: answer({
        statusCode: 304,
        headers: { ETag: "W/1", Connection: "close" },
        isBase64Encoded: false,
        body: "",
      }),
      props: http("anonymous"),
    },
    object: { code: answer({ free: "form" }), props: http("anonymous") },
    text: { code: answer("just text"), props: http("anonymous") },
  });
  const full = await fetch(`${host.url}/http-triggers/full/`);
  expect([full.status, full.headers.get("etag"), full.headers.get("connection")]).toEqual([
    304,
    "W/1",
    "keep-alive",
  ]);
  const object = await fetch(`${host.url}/http-triggers/object/`);
  expect([object.status, object.headers.get("content-type")]).toEqual([200, "application/json"]);
  expect(await object.json()).toEqual({ free: "form" });
  expect(await (await fetch(`${host.url}/http-triggers/text/`)).text()).toBe("just text");
});

test("a function that fails behind an HTTP trigger is a 502 with its error", async () => {
  const host = await hostOf({
    fails: {
      code: "exports.handler = async () => { throw new TypeError('oops'); };",
      props: http("anonymous"),
    },
    dies: { code: "exports.handler = async () => process.exit(1);", props: http("anonymous") },
    boasts: {
      code: answer({ statusCode: 200, headers: { big: "x".repeat(9000) }, isBase64Encoded: false, body: "" }),
      props: http("anonymous"),
    },
  });
  const fails = await fetch(`${host.url}/http-triggers/fails/`);
  expect([fails.status, fails.headers.get("x-fc-error-type")]).toEqual([502, "HandledInvocationError"]);
  expect(await jsonOf(fails)).toMatchObject({ errorMessage: "oops", errorType: "TypeError" });
  const dies = await fetch(`${host.url}/http-triggers/dies/`);
  expect([dies.status, dies.headers.get("x-fc-error-type")]).toEqual([502, "UnhandledInvocationError"]);
  const boasts = await fetch(`${host.url}/http-triggers/boasts/`);
  expect([boasts.status, (await jsonOf(boasts)).Code]).toEqual([502, "BadResponse"]);
});

test.each([
  ["a body that is no text", { statusCode: 200, body: { a: 1 } }],
  ["a body that is not the base64 it says", { statusCode: 200, isBase64Encoded: true, body: "%%%" }],
  ["a status that is none", { statusCode: 99, body: "" }],
  [
    "a header that HTTP can't carry",
    { statusCode: 200, headers: { "x-two": "lines\nof text" }, isBase64Encoded: false, body: "" },
  ],
])("%s is refused, and the host goes on", async (_, result) => {
  const host = await hostOf({ Odd: { code: answer(result), props: http("anonymous") } });
  const throughTrigger = await fetch(`${host.url}/http-triggers/Odd/`);
  expect([throughTrigger.status, (await jsonOf(throughTrigger)).Code]).toEqual([502, "BadResponse"]);
  expect([502, 503]).toContain((await fetch(`${host.url}/Odd`)).status);
});

test("a trigger takes its methods alone", async () => {
  const host = await hostOf({ get: { code: echo, props: http("anonymous", ["GET"]) } });
  expect((await fetch(`${host.url}/http-triggers/get/`)).status).toBe(200);
  const post = await fetch(`${host.url}/http-triggers/get/`, { method: "POST" });
  expect([post.status, post.headers.get("allow")]).toEqual([405, "GET"]);
});

test("a request beyond the limits is refused before it reaches the function", async () => {
  const host = await hostOf({ echo: { code: echo, props: http("anonymous") } });
  const url = `${host.url}/http-triggers/echo/`;
  const codeOf = async (response: Response) => [response.status, (await jsonOf(response)).Code];
  expect(await codeOf(await fetch(url, { headers: { big: "x".repeat(8192) } }))).toEqual([
    400,
    "InvalidArgument",
  ]);
  expect(await codeOf(await fetch(`${url}?q=${"x".repeat(4096)}`))).toEqual([400, "InvalidArgument"]);
  expect((await fetch(`${url}?q=${"x".repeat(4000)}`)).status).toBe(200);
  const large = Buffer.alloc(32 * 1024 * 1024 + 1, "x");
  expect(await codeOf(await fetch(url, { method: "POST", body: large }))).toEqual([400, "EntityTooLarge"]);
});

test("authType function takes what the official signer signs, from a known key, now", async () => {
  const host = await hostOf({ echo: { code: echo, props: http("function") } });
  const url = `${host.url}/http-triggers/echo/jobs?JobId=a*b%20c&empty=`;
  const ask = async (headers: Record<string, string>, method = "GET", to = url) => {
    const response = await fetch(to, { method, headers });
    return [response.status, (await jsonOf(response)).Code];
  };
  expect(await ask(signed("GET", url))).toEqual([200, undefined]);
  expect(await ask({})).toEqual([400, "MissingRequiredHeader"]);
  expect(await ask(signed("GET", url), "GET", `${url}1`)).toEqual([403, "SignatureNotMatch"]);
  expect(await ask(signed("GET", url), "POST")).toEqual([403, "SignatureNotMatch"]);
  expect(await ask(signed("GET", url, { ...user, accessKeySecret: "wrong" }))).toEqual([
    403,
    "SignatureNotMatch",
  ]);
  expect(await ask(signed("GET", url, { ...user, accessKeyId: "LTAInobody" }))).toEqual([
    403,
    "InvalidAccessKeyID",
  ]);
  const stale = new Date(Date.now() - 16 * 60_000);
  expect(await ask(signed("GET", url, user, stale))).toEqual([403, "AccessDenied"]);
  expect(await ask({ ...signed("GET", url), "x-acs-security-token": "someone's" })).toEqual([
    403,
    "AccessDenied",
  ]);
});

test("a refusal never shows the secret or what a right signature would be", async () => {
  const host = await hostOf({ echo: { code: echo, props: http("function") } });
  const url = `${host.url}/http-triggers/echo/`;
  const right = signed("GET", url).authorization.split("Signature=")[1] as string;
  const wrong = signed("GET", url, { ...user, accessKeySecret: "wrong" });
  const text = await (await fetch(url, { headers: wrong })).text();
  expect(text).not.toContain(user.accessKeySecret);
  expect(text).not.toContain(right);
});

test("an asynchronous request is answered 202 at once and runs", async () => {
  const code = `exports.handler = async (event) => { console.log("ran", JSON.parse(event).body); };`;
  const host = await hostOf({ later: { code, props: http("anonymous") } });
  const response = await fetch(`${host.url}/http-triggers/later/`, {
    method: "POST",
    headers: { "X-Fc-Invocation-Type": "Async" },
    body: "now",
  });
  expect([response.status, await response.text()]).toEqual([202, ""]);
  await expect.poll(() => host.lines.join()).toContain("ran now");
});

test("the API gateway passes a request on in its own shape, with any method", async () => {
  const host = await hostOf({ GetThing: { code: echo } });
  const response = await fetch(`${host.url}/GetThing?Id=1&Id=2`, {
    method: "PUT",
    headers: { "X-Own": "v" },
    body: "text",
  });
  expect(response.headers.get("x-ca-request-id")).toMatch(/^1-/);
  expect(await response.json()).toEqual({
    path: "/GetThing",
    httpMethod: "PUT",
    headers: expect.objectContaining({ "X-Own": "v" }),
    queryParameters: { Id: "1,2" },
    pathParameters: {},
    body: "text",
    isBase64Encoded: false,
  });
});

test("the API gateway wants all four fields: anything else is a 503 that says why", async () => {
  const host = await hostOf({
    Short: { code: answer({ statusCode: 200, body: "" }) },
    Fails: { code: "exports.handler = async () => { throw new Error('oops'); };" },
  });
  const short = await fetch(`${host.url}/Short`);
  expect([short.status, (await jsonOf(short)).message]).toEqual([
    503,
    expect.stringContaining("isBase64Encoded"),
  ]);
  const fails = await fetch(`${host.url}/Fails`);
  expect([fails.status, (await jsonOf(fails)).message]).toEqual([
    503,
    expect.stringContaining("HandledInvocationError"),
  ]);
});

test("an address that is not there says so, and a function or trigger that is not too", async () => {
  const host = await hostOf({ GetThing: { code: echo, props: timer } });
  const refusal = async (path: string, method = "GET") => {
    const response = await fetch(host.url + path, { method });
    return [response.status, await response.json()];
  };
  expect(await refusal("/nowhere")).toEqual([
    400,
    {
      RequestId: expect.stringMatching(/^1-/),
      Code: "PathNotSupported",
      Message: expect.stringMatching(/^'\/nowhere' against 'GET' is not supported.*\/GetThing/),
    },
  ]);
  expect(await refusal("/getthing")).toMatchObject([400, { Code: "PathNotSupported" }]);
  expect(await refusal("/http-triggers/nobody/")).toMatchObject([404, { Code: "FunctionNotFound" }]);
  expect(await refusal("/http-triggers/GetThing/")).toMatchObject([404, { Code: "TriggerNotFound" }]);
  expect(await refusal("/timers/GetThing/none", "POST")).toMatchObject([404, { Code: "TriggerNotFound" }]);
  expect(await refusal("/timers/GetThing/t")).toMatchObject([405, { Code: "MethodNotAllowed" }]);
});

test("a request of another machine's page is refused", async () => {
  const host = await hostOf({ GetThing: { code: echo, props: timer } });
  const response = await fetch(`${host.url}/timers/GetThing/t`, {
    method: "POST",
    headers: { origin: "https://evil.example" },
  });
  expect(response.status).toBe(403);
  expect(host.lines).toEqual([]);
  expect((await fire(host, "GetThing")).status).toBe(200);
});
