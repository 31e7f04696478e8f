import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LocalIce } from "../../../../local/ice/server.ts";
import { sha256, signAcs3 } from "../../../../local/signing/acs3.ts";
import { canonicalQuery } from "../../../../local/signing/percent.ts";
import {
  type Ask,
  assumeRole,
  openApiClient,
  popCore,
  startTestIce,
  type TestKey,
} from "../../../support/wire/ice-clients.ts";
import { askControl } from "../../../support/wire/ice-control.ts";

const jobId = "******4579b5e748b99a27f6d6******";

let ice: LocalIce;
beforeAll(async () => {
  ice = await startTestIce();
});
afterAll(() => ice.close());
beforeEach(() => askControl(ice.url, "POST", "reset"));

const clients: [name: string, connect: (key: TestKey) => Ask][] = [
  ["pop-core POST", (key) => popCore(ice.url, key)],
  ["pop-core GET", (key) => popCore(ice.url, key, "GET")],
  ["the OpenAPI client, query", (key) => openApiClient(ice.url, key)],
  ["the OpenAPI client, form", (key) => openApiClient(ice.url, key, "body")],
];

/** Sends V1 parameters as they are. */
async function raw(parameters: Record<string, string>, init: RequestInit = {}) {
  const response = await fetch(`${ice.url}/?${new URLSearchParams(parameters)}`, init);
  const text = await response.text();
  return { status: response.status, text, type: response.headers.get("content-type") };
}

describe.each(clients)("%s", (_, connect) => {
  it("gets a job as the account's user", async () => {
    const answer = await connect(ice.user)("GetMediaConvertJob", { JobId: jobId });
    expect(answer.Job.JobId).toBe(jobId);
  });

  it("gets a job in a role session", async () => {
    const ask = connect(await assumeRole(ice));
    expect((await ask("GetMediaConvertJob", { JobId: jobId })).Job.JobId).toBe(jobId);
  });

  it("signs what is hard to encode", async () => {
    const ask = connect(ice.user)("GetMediaConvertJob", { JobId: "a b+c/d=e*~'()!ü%41&x" });
    await expect(ask).rejects.toMatchObject({ code: "ResourceNotFound" });
  });

  it("is told about an unknown key, a wrong secret, a foreign, an unknown and a missing token", async () => {
    const [one, other] = [await assumeRole(ice), await assumeRole(ice)];
    const codeOf = (key: TestKey) =>
      connect(key)("GetMediaConvertJob", { JobId: jobId }).then(
        () => "none",
        (error) => error.code,
      );
    const { securityToken: _, ...tokenless } = one;
    expect(await codeOf({ ...ice.user, accessKeyId: "LTAInobody" })).toBe("InvalidAccessKeyId.NotFound");
    expect(await codeOf({ ...one, accessKeySecret: "wrong" })).toBe("SignatureDoesNotMatch");
    expect(await codeOf({ ...one, securityToken: other.securityToken })).toBe(
      "InvalidSecurityToken.MismatchWithAccessKey",
    );
    expect(await codeOf({ ...one, securityToken: "CAISinvented" })).toBe("InvalidSecurityToken.Malformed");
    expect(await codeOf(tokenless)).toBe("MissingSecurityToken");
  });

  it("is told that its session is over", async () => {
    const key = await assumeRole(ice, 900);
    await askControl(ice.url, "POST", "clock", { advanceSeconds: 899 });
    await connect(key)("GetMediaConvertJob", { JobId: jobId });
    await askControl(ice.url, "POST", "clock", { advanceSeconds: 1 });
    const late = connect(key)("GetMediaConvertJob", { JobId: jobId });
    await expect(late).rejects.toMatchObject({ code: "InvalidSecurityToken.Expired" });
  });

  it("is told about an action that there is not", async () => {
    const ask = connect(ice.user)("GetNothing", {});
    await expect(ask).rejects.toMatchObject({ code: "InvalidAction.NotFound" });
  });
});

describe("signature V1", () => {
  /** A call as pop-core signs it, taken off the wire. */
  async function signedCall(): Promise<Record<string, string>> {
    let sent = "";
    const ask = popCore(ice.url, ice.user, "GET");
    await ask("GetMediaConvertJob", { JobId: "none" }).catch((error) => {
      sent = error.url;
    });
    return Object.fromEntries(new URL(sent).searchParams);
  }

  it("does not match after any parameter was changed, and the refusal shows what the server signed", async () => {
    const call = { ...(await signedCall()), JobId: "another*" };
    const { status, text } = await raw(call);
    const { Signature: _, ...signed } = call as Record<string, string>;
    const toSign = `GET&%2F&${encodeURIComponent(canonicalQuery(Object.entries(signed)))}`;
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      Code: "SignatureDoesNotMatch",
      Message: expect.stringContaining(`server string to sign is:${toSign}`),
      HostId: new URL(ice.url).host,
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      Recommend: expect.stringContaining("SignatureDoesNotMatch"),
    });
  });

  it("is accepted once", async () => {
    const { status, text } = await raw(await signedCall());
    expect(status).toBe(400);
    expect(JSON.parse(text).Code).toBe("SignatureNonceUsed");
  });

  it.each([
    ["IllegalTimestamp", { Timestamp: "yesterday" }],
    ["IllegalTimestamp", { Timestamp: "2026-02-30T00:00:00Z" }],
    ["InvalidTimeStamp.Expired", { Timestamp: "2020-01-01T00:00:00Z" }],
    ["IncompleteSignature", { Signature: "" }],
    ["IncompleteSignature", { SignatureNonce: "" }],
    ["IncompleteSignature", { SignatureMethod: "HMAC-MD5" }],
    ["InvalidVersion", { Version: "2000-01-01" }],
  ])("is refused as %s with %j", async (code, changes) => {
    const { text } = await raw({ ...(await signedCall()), ...changes });
    expect(JSON.parse(text).Code).toBe(code);
  });

  it("is answered as XML by whoever does not ask for JSON", async () => {
    const { Format: _, ...call } = await signedCall();
    const { status, text, type } = await raw(call);
    expect(status).toBe(400);
    expect(type).toContain("text/xml");
    expect(text).toContain("<Code>SignatureDoesNotMatch</Code>");
  });
});

describe("signature ACS3", () => {
  const headers = () => ({
    host: new URL(ice.url).host,
    "x-acs-action": "GetMediaConvertJob",
    "x-acs-version": "2020-11-09",
    "content-type": "application/x-www-form-urlencoded",
  });
  const sign = (bodyHash: string) =>
    signAcs3({ method: "POST", path: "/", query: [], headers: headers(), bodyHash }, ice.user, new Date());

  async function send(signed: Record<string, string>) {
    const body = new URLSearchParams({ JobId: jobId }).toString();
    const response = await fetch(ice.url, { method: "POST", headers: { ...headers(), ...signed }, body });
    return (await response.json()) as { Code?: string; Message?: string };
  }

  it("does not match another body, and the refusal shows what the server signed", async () => {
    const { Code, Message } = await send(sign(sha256("JobId=another")));
    expect(Code).toBe("SignatureDoesNotMatch");
    expect(Message).toContain("server CanonicalRequest is [POST\n/\n\ncontent-type:application/x-www-form");
  });

  it.each([
    ["IncompleteSignature", { authorization: "ACS3-HMAC-SHA256 garbled" }],
    ["IncompleteSignature", { "x-acs-unsigned": "late" }],
    ["SignatureDoesNotMatch", { "x-acs-signature-nonce": "late" }],
    ["IllegalTimestamp", { "x-acs-date": "today" }],
  ])("is refused as %s with %j", async (code, changes) => {
    expect((await send({ ...sign(sha256("")), ...changes })).Code).toBe(code);
  });
});

describe("timestamps", () => {
  it("are good for fifteen minutes either way", async () => {
    let now = Date.parse("2026-01-02T03:04:05Z");
    const frozen = await startTestIce({ clock: () => now });
    const headers = { host: new URL(frozen.url).host, "x-acs-action": "GetX", "x-acs-version": "2020-11-09" };
    const codeAt = async (time: number) => {
      const request = { method: "POST", path: "/", query: [], headers, bodyHash: sha256("") };
      const signed = signAcs3(request, frozen.user, new Date(now));
      now = time;
      const response = await fetch(frozen.url, { method: "POST", headers: { ...headers, ...signed } });
      return ((await response.json()) as { Code: string }).Code;
    };
    const start = now;
    expect(await codeAt(start + 900_000)).toBe("InvalidAction.NotFound");
    expect(await codeAt(start)).toBe("InvalidAction.NotFound");
    expect(await codeAt(start + 901_000)).toBe("InvalidTimeStamp.Expired");
    expect(await codeAt(start)).toBe("InvalidTimeStamp.Expired");
    await frozen.close();
  });
});

describe("STS", () => {
  const role = { RoleArn: "acs:ram::1234567890123456:role/a-role", RoleSessionName: "tests" };
  const sts = (key: TestKey) => popCore(ice.url, key, "POST", "2015-04-01");

  it("opens a session of the seconds asked for", async () => {
    const before = Date.now();
    const { Credentials, AssumedRoleUser } = await sts(ice.user)("AssumeRole", {
      ...role,
      DurationSeconds: 1800,
    });
    expect(Credentials.AccessKeyId).toMatch(/^STS\.\w{20,}$/);
    expect(AssumedRoleUser.Arn).toBe("acs:ram::1234567890123456:role/a-role/tests");
    const lasts = Date.parse(Credentials.Expiration) - before;
    expect(lasts).toBeGreaterThan(1_798_000);
    expect(lasts).toBeLessThan(1_860_000);
  });

  it("lets no session assume a role", async () => {
    const ask = sts(await assumeRole(ice))("AssumeRole", role);
    await expect(ask).rejects.toMatchObject({ code: "NoPermission" });
  });

  it.each([
    ["MissingRoleArn", { RoleArn: "" }],
    ["InvalidParameter.RoleArn", { RoleArn: "a-role" }],
    ["InvalidParameter.RoleSessionName", { RoleSessionName: "a b" }],
    ["InvalidParameter.DurationSeconds", { DurationSeconds: 899 }],
    ["InvalidParameter.DurationSeconds", { DurationSeconds: "1e3" }],
  ])("refuses as %s: %j", async (code, changes) => {
    await expect(sts(ice.user)("AssumeRole", { ...role, ...changes })).rejects.toMatchObject({ code });
  });
});

describe("requests", () => {
  it("are kept without what signed them", async () => {
    const session = await assumeRole(ice);
    await popCore(ice.url, session, "GET")("GetMediaConvertJob", { JobId: jobId });
    await openApiClient(ice.url, session)("GetMediaConvertJob", { JobId: jobId });
    const { document } = await askControl(ice.url, "GET", "requests");
    expect(document.requests.slice(1)).toMatchObject([
      { operation: "GetMediaConvertJob", method: "GET", scheme: "V1", parameters: { JobId: jobId } },
      { operation: "GetMediaConvertJob", method: "POST", scheme: "ACS3", parameters: { JobId: jobId } },
    ]);
    const text = JSON.stringify(document);
    for (const secret of Object.values(session)) expect(text).not.toContain(secret);
    expect(text).toContain('"accessKeyId":"local"');
    expect(text).not.toMatch(/nonce|signature/i);
  });

  it("of more than a mebibyte are refused", async () => {
    const { status, text } = await raw({}, { method: "POST", body: "x".repeat((1 << 20) + 1) });
    expect(status).toBe(413);
    expect(JSON.parse(text).Code).toBe("PayloadTooLarge");
  });
});
