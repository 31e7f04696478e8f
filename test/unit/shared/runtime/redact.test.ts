import { describe, expect, it } from "vitest";
import { redactor } from "../../../../shared/runtime/redact.ts";

const credentials = {
  accessKeyId: "STS.NUyKey/Id+1",
  accessKeySecret: "Se+cret/Key='(!*)",
  securityToken: "CAIS/token+with==",
};
const redacted = (text: string, given: Parameters<typeof redactor>[0] = credentials) =>
  redactor(given).redact({ text }).text;

describe("redaction", () => {
  it("leaves the word that is the local cloud's public key", () => {
    const local = { accessKeyId: "local", accessKeySecret: "local" };
    expect(redacted("localhost is not the local cloud", local)).toBe("localhost is not the local cloud");
    expect(redacted("a token of local", { ...local, securityToken: "token" })).toBe("a *** of local");
  });

  const strict = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16)}`);

  it.each<[string, (secret: string) => string]>([
    ["plain", (secret) => secret],
    ["percent-encoded", encodeURIComponent],
    [
      "percent-encoded in lower case",
      (secret) => encodeURIComponent(secret).replace(/%../g, (each) => each.toLowerCase()),
    ],
    ["percent-encoded as signatures do", strict],
    ["percent-encoded twice", (secret) => encodeURIComponent(encodeURIComponent(secret))],
    ["percent-encoded twice as signatures do", (secret) => encodeURIComponent(strict(secret))],
  ])("masks every credential, %s, wherever it stands", (_, encode) => {
    for (const secret of Object.values(credentials)) {
      const text = `before ${encode(secret)} and ${encode(secret)}&after`;
      expect(redacted(text)).toBe("before *** and ***&after");
    }
  });

  it("masks in every text of an object, however deep, and keeps all else", () => {
    const { accessKeySecret: secret } = credentials;
    const value = { a: [secret, { b: `x${secret}`, c: null }], n: 7, yes: true, gone: undefined };
    expect(redactor(credentials).redact(value)).toEqual({
      a: ["***", { b: "x***", c: null }],
      n: 7,
      yes: true,
      gone: undefined,
    });
  });

  it("gives an object as JSON, masked in the same way", () => {
    const { redactedJson } = redactor(credentials);
    const own = { code: credentials.accessKeyId, n: 7 };
    expect(redactedJson({ ...own, a: "plain" })).toBe(JSON.stringify({ ...own, a: "plain" }));
    expect(redactedJson({ ...own, a: [credentials.accessKeySecret] })).toBe(
      JSON.stringify({ ...own, a: ["***"] }),
    );
  });

  it("leaves the bundle's own words alone, at the top of an object", () => {
    const given = { accessKeyId: "info", accessKeySecret: "http", securityToken: "NotFound" };
    const words = {
      time: "info",
      level: "info",
      operation: "NotFound",
      caller: "http",
      outcome: "http",
      phase: "info",
      code: "NotFound",
      type: "NotFound",
      title: "NotFound",
      detail: "http",
    };
    expect(redactor(given).redact({ ...words, cause: "http", errors: [{ code: "info" }] })).toEqual({
      ...words,
      cause: "***",
      errors: [{ code: "***" }],
    });
  });

  it("masks secrets that overlap, so that no part of either is left", () => {
    const given = { accessKeyId: "abcd", accessKeySecret: "cdef", securityToken: "aaa" };
    expect(redacted("x abcdef y", given)).toBe("x *** y");
    expect(redacted("x aaaaa y", given)).toBe("x *** y");
    expect(redacted("x abcd y cdef z", given)).toBe("x *** y *** z");
  });

  it("takes a secret that can't be encoded", () => {
    const given = { accessKeySecret: "half\ud800" };
    expect(redacted("100 % half\ud800 full", given)).toBe("100 % *** full");
  });

  it("does not take a part of a secret for the secret where the rest can't be encoded", () => {
    expect(redacted("100 % of one half", { accessKeySecret: "half\ud800" })).toBe("100 % of one half");
  });

  it.each(['a"b', "a\\b", "a\nb", '"""'])("masks a secret that JSON writes in another way: %j", (secret) => {
    expect(redacted(`x ${secret} y`, { accessKeySecret: secret })).toBe("x *** y");
  });

  it("leaves everything else alone", () => {
    for (const text of ['{"requestId":"1-2","code":"NotFound"}\n', "50%", "%zz%2f%2F", ""])
      expect(redacted(text)).toBe(text);
  });

  it.each([
    ["absent", undefined],
    ["null", null],
    ["empty", { accessKeyId: "", accessKeySecret: "", securityToken: "" }],
    ["in part", { accessKeyId: "" }],
    ["no texts", { accessKeyId: 7 } as object],
  ])("changes nothing where the credentials are %s", (_, given) => {
    expect(redactor(given).redact({ text: "a text 7" }).text).toBe("a text 7");
  });

  it("masks those that there are", () => {
    expect(redacted("a secret", { accessKeySecret: "secret" })).toBe("a ***");
  });
});
