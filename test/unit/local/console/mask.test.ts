import { describe, expect, it } from "vitest";
import { masked, maskedHeader, shown } from "../../../../local/console/mask.ts";

const secret = "s3cr3t";

describe("masked", () => {
  it.each([
    `https://bucket.example/a.mp4?Expires=1&Signature=${secret}`,
    `{"Url":"https:\\/\\/bucket.example\\/a.mp4?Signature=${secret}"}`,
    `{"Url":"https://bucket.example/a.mp4?a=1\\u0026Signature=${secret}"}`,
    `{"body":"{\\"Url\\":\\"https://bucket.example/a?Signature=${secret}\\"}"}`,
    `next=https%3A%2F%2Fbucket.example%2Fa%3FSignature%3D${secret}`,
    `oss://bucket/a?token=${secret}`,
    `{"authorization":"ACS3-HMAC-SHA256 Credential=x,Signature=${secret}"}`,
    `{"Cookie": "session=${secret}"}`,
    `{"x-acs-security-token":"${secret}"}`,
    `{"body":"{\\"SecurityToken\\":\\"${secret}\\"}"}`,
    `{"accessKeySecret":"${secret}"}`,
    `GET /?SecurityToken=${secret}&x=1`,
  ])("takes the secret out of %s", (text) => {
    expect(masked(text)).not.toContain(secret);
  });

  it("keeps JSON whole, and all that is no secret", () => {
    const value = {
      Url: "https://a.example/b?c=d",
      JobId: "my-job",
      authorization: 'a "b"',
      Body: '{"Url":"http://x/?y"}',
    };
    expect(JSON.parse(masked(JSON.stringify(value)))).toEqual({
      Url: "https://a.example/b?***",
      JobId: "my-job",
      authorization: "***",
      Body: '{"Url":"http://x/?***"}',
    });
  });

  it.each([
    '{"accessKeyId":"local","accessKeySecret":"local"}',
    '{"body":"{\\"AccessKeyId\\":\\"local\\"}"}',
    "GET /?AccessKeyId=local&x=1",
    "AccessKeyId=local",
  ])("leaves the local cloud's own key in %s", (text) => {
    expect(masked(text)).toBe(text);
  });

  it("takes out a secret that begins like the local cloud's key", () => {
    expect(masked('{"accessKeyId":"localhost"}')).not.toContain("local");
    expect(masked("AccessKeyId=localhost")).not.toContain("local");
  });

  it("leaves a text without secrets as it is", () => {
    const text = '{"NextToken":"abc+/=","Message":"Why? Because.","Job":{"State":"Running"}}';
    expect(masked(text)).toBe(text);
  });
});

describe("maskedHeader", () => {
  it("shows a header unless it carries a credential", () => {
    expect(maskedHeader("etag", '"1"')).toBe('"1"');
    expect(maskedHeader("set-cookie", "a=b")).toBe("***");
    expect(maskedHeader("location", "https://a.example/?b")).toBe("https://a.example/?***");
  });
});

describe("shown", () => {
  it("cuts a long text and tells its size", () => {
    const { text, bytes } = shown(Buffer.from("ä".repeat(50_000)));
    expect(bytes).toBe(100_000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
    expect(text).toBe("ä".repeat(32_768));
  });
});
