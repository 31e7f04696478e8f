import { describe, expect, it } from "vitest";
import { redactor } from "../../../../shared/runtime/redact.ts";

const credentials = {
  accessKeyId: "STS.NUyKey/Id+1",
  accessKeySecret: "Se+cret/Key=",
  securityToken: "CAIS/token+with==",
};
const redact = redactor(credentials);

describe("redaction", () => {
  it.each([
    ["plain", (secret: string) => secret],
    ["percent-encoded", encodeURIComponent],
    ["percent-encoded twice", (secret: string) => encodeURIComponent(encodeURIComponent(secret))],
  ])("masks every credential, %s, wherever it stands", (_, encode) => {
    for (const secret of Object.values(credentials)) {
      const text = `before ${encode(secret)} and ${encode(secret)}&after`;
      expect(redact(text)).toBe("before *** and ***&after");
    }
  });

  it("leaves everything else alone", () => {
    const text = '{"requestId":"1-2","code":"NotFound"}\n';
    expect(redact(text)).toBe(text);
  });

  it.each([
    ["absent", undefined],
    ["empty", { accessKeyId: "", accessKeySecret: "", securityToken: "" }],
    ["in part", { accessKeyId: "" }],
  ])("changes nothing where the credentials are %s", (_, given) => {
    expect(redactor(given)("a text")).toBe("a text");
  });

  it("masks those that there are", () => {
    expect(redactor({ accessKeySecret: "secret" })("a secret")).toBe("a ***");
  });
});
