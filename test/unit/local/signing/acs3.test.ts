import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import {
  acs3Mismatch,
  readAuthorization,
  type SignableRequest,
  sha256,
  signAcs3,
  unsignedHeader,
} from "../../../../local/signing/acs3.ts";

// The vendor's own signer, loaded from where its client keeps it: an independent second opinion.
const load = createRequire(createRequire(import.meta.url).resolve("@alicloud/openapi-client"));
const { default: official } = load("@alicloud/openapi-util");

const secret = "a-secret-of-no-account";
const key = { accessKeyId: "LTAIexample", accessKeySecret: secret };

function request(changes: Partial<SignableRequest> = {}): SignableRequest {
  return {
    method: "POST",
    path: "/",
    query: [
      ["JobId", "*** a+b/c=~"],
      ["Empty", ""],
    ],
    headers: { host: "127.0.0.1:9001", "x-acs-action": "GetThing", "x-acs-version": "2020-11-09" },
    bodyHash: sha256(""),
    ...changes,
  };
}

/** The official signer's Authorization for the request that `signAcs3` would send. */
function officialAuthorization(signable: SignableRequest, headers: Record<string, string>): string {
  const { method, path, query, bodyHash } = signable;
  const { authorization: _, ...added } = headers;
  return official.getAuthorization(
    {
      method,
      pathname: path,
      query: Object.fromEntries(query),
      headers: { ...signable.headers, ...added },
    },
    "ACS3-HMAC-SHA256",
    bodyHash,
    key.accessKeyId,
    secret,
  );
}

describe("ACS3-HMAC-SHA256", () => {
  it.each([
    ["a POST with its parameters in the query", request()],
    ["a body", request({ query: [], bodyHash: sha256("a=1") })],
    ["a path with blanks and signs", request({ method: "GET", path: "/http-triggers/fn/a%20b*c" })],
    ["no body hash", request({ bodyHash: "" })],
    [
      "a content type",
      request({ headers: { host: "localhost", "content-type": "application/json; charset=utf-8" } }),
    ],
  ])("signs like the official signer: %s", (_, signable) => {
    const headers = signAcs3(signable, key, new Date("2026-01-02T03:04:05.678Z"));
    expect(headers.authorization).toBe(officialAuthorization(signable, headers));
    expect(headers["x-acs-date"]).toBe("2026-01-02T03:04:05Z");
  });

  it("accepts what it signed, and nothing that was changed afterwards", () => {
    const signable = request();
    const headers = { ...signable.headers, ...signAcs3(signable, key, new Date()) };
    const authorization = readAuthorization(headers.authorization);
    if (!authorization) throw new Error("unreadable");
    const sent = { ...signable, headers };
    expect(acs3Mismatch(sent, authorization, secret)).toBeUndefined();
    for (const tampered of [
      { ...sent, path: "/%E0%A4%A" },
      { ...sent, method: "GET" },
      { ...sent, path: "/x" },
      { ...sent, query: [["JobId", "other"] as const] },
      { ...sent, headers: { ...headers, "x-acs-date": "2026-01-01T00:00:00Z" } },
      { ...sent, bodyHash: sha256("x") },
    ])
      expect(acs3Mismatch(tampered, authorization, secret)).toContain("server CanonicalRequest is [");
    expect(acs3Mismatch(sent, authorization, "another-secret")).toBeDefined();
  });

  it("signs a session's token", () => {
    const headers = signAcs3(request(), { ...key, securityToken: "CAIStoken" }, new Date());
    expect(headers["x-acs-security-token"]).toBe("CAIStoken");
    expect(readAuthorization(headers.authorization)?.signedHeaders).toContain("x-acs-security-token");
  });

  it("names a header that was left out of the signature", () => {
    expect(unsignedHeader({ host: "localhost", "x-acs-date": "now" }, ["host"])).toBe("x-acs-date");
    expect(unsignedHeader({ host: "localhost", accept: "*/*" }, ["host"])).toBeUndefined();
  });

  it.each([undefined, "", "Bearer x", "ACS3-HMAC-SHA256 Credential=a", "FC key:signature"])(
    "does not read %j as an authorization",
    (header) => {
      expect(readAuthorization(header)).toBeUndefined();
    },
  );
});
