import { describe, expect, it } from "vitest";
import { createTransport, type IceAnswer, type IceRequest } from "../../../../shared/ice/transport.ts";
import { systemClock } from "../../../../shared/runtime/clock.ts";
import { credentials } from "../../../support/unit/context.ts";
import { labelled } from "../../../support/unit/rows.ts";
import { laterProblemOf } from "../../../support/unit/thrown.ts";
import { rawUpstream, requestTo, type Serve, send } from "../../../support/wire/raw-upstream.ts";

/** One call of a server that answers so. */
async function ask(serve: Serve, changes: Partial<IceRequest> = {}): Promise<IceAnswer> {
  const { endpoint } = await rawUpstream(serve);
  return createTransport(systemClock)(requestTo(endpoint, changes));
}

describe("a request", () => {
  it("is a signed POST with everything in its form, and nothing in its URL", async () => {
    let seen: { method?: string; url?: string; form?: Record<string, string> } = {};
    await ask(
      (response, form, { method, url }) => {
        seen = { method, url, form: Object.fromEntries(form) } as typeof seen;
        send(response, {});
      },
      { parameters: { JobId: "*a+b/c=", MaxResults: "10" } },
    );
    expect(seen).toEqual({
      method: "POST",
      url: "/",
      form: {
        Action: "GetThing",
        Version: "2020-11-09",
        Format: "JSON",
        JobId: "*a+b/c=",
        MaxResults: "10",
        AccessKeyId: credentials.accessKeyId,
        SecurityToken: credentials.securityToken,
        SignatureMethod: "HMAC-SHA1",
        SignatureVersion: "1.0",
        SignatureNonce: expect.stringMatching(/.{16}/),
        Signature: expect.stringMatching(/^[\w+/]{27}=$/),
        Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
    });
  });

  it("has a nonce of its own", async () => {
    const nonces = new Set<string | null>();
    const { endpoint } = await rawUpstream((response, form) => {
      nonces.add(form.get("SignatureNonce"));
      send(response, {});
    });
    const transport = createTransport(systemClock);
    for (let count = 0; count < 3; count++) await transport(requestTo(endpoint));
    expect(nonces.size).toBe(3);
  });
});

describe("a document", () => {
  it.each(labelled([{}, { RequestId: "R-1", Job: { State: "Success", Code: "InvalidParameter" } }]))(
    "is passed on as it is: %s",
    async (_, document) => {
      const text = ` ${JSON.stringify(document, null, 1)}\n`;
      expect(await ask((response) => send(response, text))).toEqual({ text, document });
    },
  );

  it.each(labelled([null, "", 0, 200, "200", "OK", "Success", "success"]))(
    "may have %s for its Code",
    async (_, Code) => {
      expect((await ask((response) => send(response, { Code }))).document).toEqual({ Code });
    },
  );

  it("comes in UTF-8, in pieces that may end anywhere", async () => {
    const bytes = Buffer.from('{"Title":"媒体"}');
    const answer = await ask(async (response) => {
      for (const byte of bytes) {
        response.write(Buffer.from([byte]));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    expect(answer.text).toBe('{"Title":"媒体"}');
  });

  it.each(["identity", "Identity", "", undefined])(
    "may say that its content-encoding is %s",
    async (encoding) => {
      const headers = encoding === undefined ? {} : { "content-encoding": encoding };
      expect((await ask((response) => send(response, { A: 1 }, 200, headers))).document).toEqual({ A: 1 });
    },
  );
});

describe("an answer that is no document", () => {
  it.each([
    ["HTML", "<html><body>Bad Gateway</body></html>", 502],
    ["HTML with status 200", "<html></html>", 200],
    ["nothing", "", 200],
    ["nothing with status 503", "", 503],
    ["cut JSON", '{"RequestId":"R-1","Job":{"Sta', 200],
    ["null", "null", 200],
    ["a list", "[]", 200],
    ["a text", '"text"', 200],
    ["a number", "5", 200],
    ["a document with status 503 and no code", {}, 503],
    ["a document with status 302", {}, 302],
    ["a document with status 201", {}, 201],
    ["a list with status 500", "[]", 500],
    ["a code that is a number", { Code: 7 }, 500],
    ["a code that means success with status 500", { Code: "Success" }, 500],
  ])("is UpstreamUnavailable: %s", async (_, answer, status) => {
    const problem = await laterProblemOf(ask((response) => send(response, answer, status)));
    expect(problem).toMatchObject({ code: "UpstreamUnavailable", cause: `status ${status}` });
  });

  it.each([
    [404, "ResourceNotFound", "NotFound"],
    [403, "Forbidden.RAM", "UpstreamAccessDenied"],
    [200, "Throttling.User", "Throttled"],
    [503, "ServiceUnAvailable", "UpstreamUnavailable"],
  ])("is told by its code, with status %i: %s", async (status, Code, code) => {
    const answer = { RequestId: "R-1", HostId: "ice.aliyuncs.com", Code, Message: "a message" };
    const problem = await laterProblemOf(ask((response) => send(response, answer, status)));
    expect(problem.code).toBe(code);
    expect(problem.details("1-2").upstream).toEqual({ code: Code, requestId: "R-1" });
  });

  it("may ask to wait, in its header", async () => {
    const answer = { Code: "Throttling", Message: "slow down" };
    const headers = { "X-Acs-Retry-After": "1500" };
    const problem = await laterProblemOf(ask((response) => send(response, answer, 429, headers)));
    expect(problem).toMatchObject({ code: "Throttled", retryAfterMs: 1500 });
  });

  it.each(labelled([{}, "<html></html>", ""]))("may ask so without a code: %s", async (_, answer) => {
    const headers = { "x-acs-retry-after": "20" };
    const problem = await laterProblemOf(ask((response) => send(response, answer, 429, headers)));
    expect(problem).toMatchObject({ code: "Throttled", retryAfterMs: 20 });
  });

  it("may never be asked for: what can't be encoded is sent to nobody", async () => {
    let asked = false;
    const parameters = { JobId: "\ud800" };
    const answering: Serve = (response) => {
      asked = true;
      send(response, {});
    };
    await expect(ask(answering, { parameters })).rejects.toThrow(URIError);
    expect(asked).toBe(false);
  });

  it("keeps its message, which may echo the string to sign, to itself", async () => {
    const Message = `server string to sign is: POST&%2F&AccessKeyId%3D${credentials.accessKeyId}`;
    const answer = { RequestId: "R-1", Code: "SignatureDoesNotMatch", Message };
    const problem = await laterProblemOf(ask((response) => send(response, answer, 400)));
    expect(problem.code).toBe("UpstreamAuthenticationFailed");
    const { message, stack, cause, errors, upstream } = problem;
    expect(JSON.stringify({ message, stack, cause, errors, upstream })).not.toMatch(/string to sign|STS\./);
  });
});
