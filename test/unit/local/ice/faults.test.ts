import { Agent } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LocalIce } from "../../../../local/ice/server.ts";
import { callIce, documentOf, jobId, mediaId, orderFault } from "../../../support/wire/ice-call.ts";
import { popCore, startTestIce } from "../../../support/wire/ice-clients.ts";
import { askControl } from "../../../support/wire/ice-control.ts";

const list = "ListBatchMediaProducingJobs";
const batch = "BatchGetYikeAssetMediaInfos";

let ice: LocalIce;
beforeAll(async () => {
  ice = await startTestIce();
});
afterAll(() => ice.close());
beforeEach(() => askControl(ice.url, "POST", "reset"));

const order = (settings: Record<string, unknown>) => orderFault(ice, settings);
const see = (parameters?: Record<string, string>, options?: Parameters<typeof callIce>[2]) =>
  callIce(ice, parameters, options);

describe("on the connection", () => {
  it("reset-before-head", async () => {
    await order({ fault: "reset-before-head" });
    await expect(see()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect((await see()).status).toBe(200);
  });

  it("reset-after-head", async () => {
    await order({ fault: "reset-after-head" });
    expect(await see()).toMatchObject({ status: 200, text: "", broken: "ECONNRESET" });
  });

  it("cut-body", async () => {
    const whole = (await see()).text;
    await order({ fault: "cut-body" });
    const { status, text, broken } = await see();
    expect({ status, broken }).toEqual({ status: 200, broken: "ECONNRESET" });
    expect(text.length).toBeGreaterThan(0);
    expect(whole.startsWith(text) && whole.length > text.length).toBe(true);
  });

  it("cut-gzip", async () => {
    await order({ fault: "cut-gzip" });
    expect(await see()).toMatchObject({
      status: 200,
      headers: { "content-encoding": "gzip" },
      broken: "ECONNRESET",
    });
  });

  it("stall", async () => {
    await order({ fault: "stall" });
    await expect(see(undefined, { patience: 50 })).rejects.toMatchObject({ code: "SILENCE" });
  });

  it("drip", async () => {
    await order({ fault: "drip", everyMs: 1 });
    expect(await documentOf(see({ JobId: "none" }))).toMatchObject({ Code: "ResourceNotFound" });
    await order({ fault: "drip", everyMs: 1000 });
    await expect(see(undefined, { patience: 50 })).resolves.toMatchObject({ status: 200, broken: "SILENCE" });
  });

  it.each([
    ["silent-on-reuse", "SILENCE"],
    ["closed-on-reuse", "ECONNRESET"],
  ])("%s", async (fault, code) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await order({ fault });
    expect((await see(undefined, { agent })).status).toBe(200);
    await expect(see(undefined, { agent, patience: 100 })).rejects.toMatchObject({ code });
    expect((await see(undefined, { agent })).status).toBe(200);
    agent.destroy();
  });

  it.each([
    ["silent-on-reuse", "SILENCE"],
    ["closed-on-reuse", "ECONNRESET"],
  ])("%s, of all connections that callers have open", async (fault, code) => {
    const agents = [1, 2].map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
    const [one, other] = agents;
    await see(undefined, { agent: one });
    await order({ fault, all: true });
    expect((await see(undefined, { agent: other })).status).toBe(200);
    for (const agent of agents)
      await expect(see(undefined, { agent, patience: 100 })).rejects.toMatchObject({ code });
    for (const agent of agents) {
      expect((await see(undefined, { agent })).status).toBe(200);
      agent.destroy();
    }
  });

  it("refused", async () => {
    await order({ fault: "refused", forMs: 300 });
    await expect(see()).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await expect
      .poll(
        () =>
          see().then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 5000 },
      )
      .toBe(200);
  });

  it("refused, and closed meanwhile, stays closed", async () => {
    const other = await startTestIce();
    await askControl(other.url, "POST", "faults", { fault: "refused", forMs: 20 });
    await other.close();
    await new Promise((resolve) => setTimeout(resolve, 60));
    await expect(fetch(other.url)).rejects.toThrow();
  });
});

describe("in the answer's place", () => {
  it.each([400, 403, 404, 429, 500, 502, 503, 504])("status %d, four ways", async (status) => {
    const seen = async (as: string) => {
      await order({ fault: "status", status, as });
      return see();
    };
    const ice = await seen("ice");
    expect(ice.status).toBe(status);
    expect(JSON.parse(ice.text)).toMatchObject({ Code: expect.any(String), RequestId: expect.any(String) });
    const codeless = JSON.parse((await seen("no-code")).text);
    expect(codeless).not.toHaveProperty("Code");
    expect(codeless).toHaveProperty("Message");
    expect(await seen("html")).toMatchObject({ status, headers: { "content-type": "text/html" } });
    expect(await seen("empty")).toMatchObject({ status, text: "" });
  });

  it.each([
    [{ fault: "code", code: "OperationDenied.Suspended" }, 403, "OperationDenied.Suspended"],
    [{ fault: "code", code: "Throttling.User", status: 400 }, 400, "Throttling.User"],
    [{ fault: "code", code: "Never.Heard", status: 418 }, 418, "Never.Heard"],
    [{ fault: "throttled" }, 429, "Throttling.User"],
    [{ fault: "expired-token" }, 400, "InvalidSecurityToken.Expired"],
    [{ fault: "mismatched-token" }, 400, "InvalidSecurityToken.MismatchWithAccessKey"],
    [{ fault: "clock-skew" }, 400, "InvalidTimeStamp.Expired"],
    [{ fault: "nonce-used" }, 400, "SignatureNonceUsed"],
  ])("%j", async (settings, status, Code) => {
    await order(settings);
    const seen = await see();
    expect(seen.status).toBe(status);
    expect(seen.headers).not.toHaveProperty("x-acs-retry-after");
    expect(JSON.parse(seen.text)).toMatchObject({ Code, HostId: new URL(ice.url).host });
  });

  it("a throttle that says when to come again", async () => {
    await order({ fault: "throttled", retryAfterMs: 250 });
    expect((await see()).headers["x-acs-retry-after"]).toBe("250");
  });

  it("signature-mismatch, with the caller's own string to sign", async () => {
    await order({ fault: "signature-mismatch" });
    const wrong = popCore(ice.url, ice.user)("GetMediaConvertJob", { JobId: jobId });
    await expect(wrong).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
      data: { Message: expect.stringContaining(`AccessKeyId%3D${ice.user.accessKeyId}`) },
    });
  });
});

describe("inside the answer", () => {
  const struck = async (fault: string, settings = {}) => {
    await order({ fault, ...settings });
    return (await see()).text;
  };
  const struckJob = async (fault: string) => JSON.parse(await struck(fault)).Job;

  it("words, fields and types", async () => {
    expect((await struckJob("unknown-state")).State).toBe("Hibernating");
    expect(await struckJob("unknown-fields")).toHaveProperty("Unheard.Of");
    expect(await struckJob("missing-fields")).toEqual({ JobId: jobId });
    expect(await struckJob("wrong-types")).toMatchObject({ JobId: jobId, State: 7, OutputDetails: {} });
    expect((await struckJob("other-job")).JobId).not.toBe(jobId);
    expect(Object.keys(JSON.parse(await struck("no-job")))).toEqual(["RequestId"]);
  });

  it("what no object can hold", async () => {
    expect(await struck("big-integers")).toContain(":9007199254740993,");
    expect(await struck("prototype-keys")).toContain('{"__proto__":{"polluted":true},"constructor":');
    const twice = await struck("duplicate-keys");
    expect(twice.match(/"JobId":/g)).toHaveLength(2);
    expect(JSON.parse(twice).Job.JobId).toBe(jobId);
    expect(await struck("deep", { depth: 5 })).toContain('"Deep":[[[[[]]]]]');
    expect((await struck("huge")).length).toBeGreaterThan(20_000_000);
    expect([await struck("null"), await struck("array"), await struck("string")]).toEqual([
      "null",
      "[]",
      '"OK"',
    ]);
  });

  it("what lies in a list, and at the top", async () => {
    await order({ fault: "unknown-state", operation: list });
    expect(await documentOf(see({}, { action: list }))).toMatchObject({
      EditingBatchJobList: [{ Status: "Hibernating" }],
    });
    await order({ fault: "unknown-state", operation: "GetYikeStoryboardJob" });
    const JobId = "****a046-263c-3560-978a-fb287782****";
    const storyboard = await documentOf(see({ JobId }, { action: "GetYikeStoryboardJob" }));
    expect(storyboard).toMatchObject({ JobId, JobStatus: "Hibernating" });
    await order({ fault: "other-job", operation: batch });
    const assets = await documentOf(see({ MediaIds: mediaId }, { action: batch }));
    expect(assets.MediaInfos).toMatchObject([{ MediaId: "another-job", MediaBasicInfo: {} }]);
  });

  it("pages", async () => {
    const page = (parameters: Record<string, string>) => documentOf(see(parameters, { action: list }));
    await order({ fault: "cyclic-tokens", times: 3 });
    const first = (await page({})).NextToken;
    const second = (await page({ NextToken: first })).NextToken;
    expect((await page({ NextToken: second })).NextToken).toBe(first);
    expect(second).not.toBe(first);

    await order({ fault: "repeated-token", times: 2 });
    const { NextToken } = await page({});
    expect((await page({ NextToken })).NextToken).toBe(NextToken);

    await order({ fault: "empty-page" });
    const empty = await page({});
    expect(empty.EditingBatchJobList).toEqual([]);
    expect((await page({ NextToken: empty.NextToken })).EditingBatchJobList).toHaveLength(1);

    await order({ fault: "oversized-page" });
    expect((await page({ MaxResults: "3" })).EditingBatchJobList).toHaveLength(4);
  });

  it("the accounts of a batch", async () => {
    const ask = () => documentOf(see({ MediaIds: `${mediaId},other` }, { action: batch }));
    await order({ fault: "found-and-ignored" });
    const both = await ask();
    expect(both.MediaInfos[0].MediaId).toBe(mediaId);
    expect(both.IgnoredList).toEqual(["other", mediaId]);
    await order({ fault: "not-accounted-for" });
    expect(await ask()).toMatchObject({ MediaInfos: [], IgnoredList: ["other"] });
  });

  it("leave a refusal as it is", async () => {
    await order({ fault: "unknown-state" });
    expect(await documentOf(see({ JobId: "none" }))).toMatchObject({ Code: "ResourceNotFound" });
  });
});
