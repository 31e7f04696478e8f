import fc from "fast-check";
import { percentEncode } from "../../../local/signing/percent.ts";
import type { Credentials } from "../../../shared/runtime/context.ts";

const encoders = [encodeURIComponent, percentEncode];

/** A text as it is, and percent-encoded once and twice, the common way and that of signatures. */
function spellings(text: string): string[] {
  return [...new Set(encoders.flatMap((encode) => [text, encode(text), encode(encode(text))]))];
}

/** The names of those secrets that a text holds in any spelling. */
export function secretsIn(text: string, secrets: Readonly<Record<string, string>>): string[] {
  const held = Object.entries(secrets).filter(([, secret]) =>
    spellings(secret).some((spelling) => text.includes(spelling)),
  );
  return held.map(([name]) => name);
}

const text = (characters: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const base64 = `${letters}0123456789+/`;

/** Credentials in the forms that RAM and STS give out. */
export const anyCredentials: fc.Arbitrary<Credentials> = fc.record({
  accessKeyId: fc
    .tuple(fc.constantFrom("STS.N", "LTAI5t"), text(`${letters}0123456789`, 18, 26))
    .map((parts) => parts.join("")),
  accessKeySecret: text(`${letters}0123456789`, 30, 44),
  securityToken: text(base64, 60, 120).map((token) => `CAIS${token}==`),
});

/** A signature of somebody else's, as V1 (base64) or ACS3 (hex) makes them, and a URL that it opens. */
export const anySignedUrl = fc
  .tuple(
    fc.oneof(
      text(base64, 27, 27).map((hash) => `${hash}=`),
      text("0123456789abcdef", 64, 64),
    ),
    text(`${letters}0123456789`, 16, 24),
  )
  .map(([signature, key]) => {
    const query = `Expires=1735787045&OSSAccessKeyId=${key}&Signature=${encodeURIComponent(signature)}`;
    return { signature, query, url: `https://bucket.oss-cn-shanghai.aliyuncs.com/film.mp4?${query}` };
  });

/** One of the secrets in some spelling, alone or where the gateway's messages and signed URLs have it. */
export function carrying(secrets: readonly string[]): fc.Arbitrary<string> {
  const wraps = [
    (secret: string) => secret,
    (secret: string) => `server string to sign is:POST&%2F&AccessKeyId%3D${secret}%26Action%3DGet`,
    (secret: string) => `https://bucket.aliyuncs.com/film.mp4?security-token=${secret}&Expires=1`,
  ];
  return fc
    .tuple(fc.constantFrom(...secrets.flatMap(spellings)), fc.constantFrom(...wraps))
    .map(([secret, wrap]) => wrap(secret));
}
