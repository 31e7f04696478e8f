import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startCloud } from "../../local/index.ts";
import { sampleParameters } from "../support/unit/samples.ts";
import { openApiClient, popCore } from "../support/wire/ice-clients.ts";

// Required, not imported: what `default` is of a CommonJS module depends on who imports it.
const require = createRequire(import.meta.url);
const FC = require("@alicloud/fc2");
const { default: FunctionCompute, InvokeFunctionRequest } = require("@alicloud/fc20230330");

const functionName = "get-media-convert-job";
const parameters = sampleParameters.GetMediaConvertJob as { readonly JobId: string };
const event = JSON.stringify({ ...parameters, fields: "lifecycle.phase" });
const succeeded = { lifecycle: { phase: "succeeded" } };

let cloud: LocalCloud;
/** What the start page says, and nothing else. */
let page: { readonly key: { accessKeyId: string; accessKeySecret: string }; url: string; iceUrl: string };
beforeAll(async () => {
  cloud = await startCloud();
  const text = await (await fetch(cloud.url)).text();
  const read = (pattern: RegExp) => pattern.exec(text)?.[1] ?? "";
  page = {
    key: { accessKeyId: read(/access key ID (\w+)/), accessKeySecret: read(/, secret (\w+)/) },
    url: read(/^ +(http:\S+) +API gateway/m),
    iceUrl: read(/^ +(http:\S+) +ICE and STS/m),
  };
});
afterAll(() => cloud.close());

describe("with the key and the addresses of the start page", () => {
  it("pop-core asks ICE and STS", async () => {
    const { Job } = await popCore(page.iceUrl, page.key)("GetMediaConvertJob", parameters);
    expect(Job.JobId).toBe(parameters.JobId);
    const sts = popCore(page.iceUrl, page.key, "POST", "2015-04-01");
    expect(await sts("GetCallerIdentity", {})).toMatchObject({ AccountId: "1000000000000001" });
  });

  it("the official client for all OpenAPIs asks ICE", async () => {
    const { Job } = await openApiClient(page.iceUrl, page.key)("GetMediaConvertJob", parameters);
    expect(Job.JobId).toBe(parameters.JobId);
  });

  it("the official SDK of Function Compute 3.0 invokes a function", async () => {
    const client = new FunctionCompute({ ...page.key, protocol: "http", endpoint: new URL(page.url).host });
    const request = new InvokeFunctionRequest({ body: Readable.from([Buffer.from(event)]) });
    const { statusCode, body } = await client.invokeFunction(functionName, request);
    expect([statusCode, JSON.parse((await body.toArray()).join(""))]).toEqual([200, succeeded]);
  });

  it("fc2 invokes a function", async () => {
    const { accessKeyId: accessKeyID, accessKeySecret } = page.key;
    const client = new FC("1000000000000001", {
      accessKeyID,
      accessKeySecret,
      region: "x",
      endpoint: page.url,
    });
    const { data } = await client.invokeFunction("any", functionName, event);
    expect(typeof data === "string" ? JSON.parse(data) : data).toEqual(succeeded);
  });
});

describe("what other people's clients see", () => {
  it("ICE's request ID in a header, also in a refusal and at another path", async () => {
    const action = new URLSearchParams({
      Action: "GetMediaConvertJob",
      Version: "2020-11-09",
      Format: "JSON",
    });
    for (const path of ["/", "/elsewhere"]) {
      const response = await fetch(`${cloud.iceUrl}${path}?${action}`);
      const { Code, RequestId, HostId } = (await response.json()) as Record<string, string>;
      expect([response.status, Code, HostId]).toEqual([
        400,
        "IncompleteSignature",
        new URL(cloud.iceUrl).host,
      ]);
      expect(response.headers.get("x-acs-request-id")).toBe(RequestId);
    }
  });

  it("a length with every answer", async () => {
    const addresses = [
      ...["/", "/_health", "/openapi.json", "/nothing", `/GetMediaConvertJob?JobId=${parameters.JobId}`],
      ...[
        "/GetMediaConvertJob",
        "/http-triggers/get-media-convert-job/",
        "/2023-03-30/functions/x/invocations",
      ],
    ].map((path) => cloud.url + path);
    const ice = ["/", "/_health", "/_control", "/elsewhere", "/_nothing"].map((path) => cloud.iceUrl + path);
    for (const address of [...addresses, ...ice]) {
      const response = await fetch(address);
      const { byteLength } = await response.arrayBuffer();
      expect([address, response.headers.get("content-length")]).toEqual([address, String(byteLength)]);
    }
  });

  it("which invocation a request to ICE belongs to, its status and its time", async () => {
    await cloud.drainRequests();
    const response = await fetch(`${cloud.url}/GetMediaConvertJob?JobId=${parameters.JobId}`);
    await response.text();
    await expect.poll(async () => (await cloud.requests())[0]?.status).toBe(200);
    const [request, ...others] = await cloud.requests();
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      invocation: response.headers.get("x-ca-request-id"),
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      milliseconds: expect.any(Number),
    });
  });

  it("both ports healthy", async () => {
    for (const url of [cloud.url, cloud.iceUrl])
      expect(await (await fetch(`${url}/_health`)).json()).toEqual({ status: "ok" });
  });
});
