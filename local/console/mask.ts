import { localKey } from "../../shared/runtime/local-key.ts";
import type { ShownText } from "./record.ts";

/** The most bytes of a text that the ring keeps. */
export const keptBytes = 64 * 1024;

const mask = "***";

/** A character of a URL's query, as it stands in a text or inside JSON. */
const inQuery = String.raw`(?:[^\s"'<>\\]|\\u[0-9a-fA-F]{4}|\\/)`;

/** The name of a header or a member that carries a credential. */
const credential = String.raw`(?:(?:proxy-)?authorization|cookie|set-cookie|x-console-token|[\w-]*(?:security-?token|access-?key-?(?:id|secret)|signature))`;

/** The value that is no secret: the key that works everywhere in the local cloud. */
const shownKey = localKey.accessKeyId;

const rules: readonly (readonly [RegExp, string])[] = [
  // A URL's query, also where the URL is percent-encoded.
  [
    new RegExp(
      String.raw`(\b[a-z][a-z0-9+.-]*:(?:\\?/){2}[^\s"'<>?\\]*(?:\\/[^\s"'<>?\\]*)*)\?${inQuery}*`,
      "gi",
    ),
    `$1?${mask}`,
  ],
  [/(\b[a-z][a-z0-9+.-]*%3A%2F%2F(?:(?!%3F)[^\s"'<>&\\])*)%3F[^\s"'<>&\\]*/gi, `$1%3F${mask}`],
  // A header or a member that carries a credential, in JSON and in JSON inside a string.
  [new RegExp(String.raw`("${credential}"\s*:\s*")(?!${shownKey}")(?:[^"\\]|\\[\s\S])*`, "gi"), `$1${mask}`],
  [
    new RegExp(
      String.raw`(\\"${credential}\\"\s*:\s*\\")(?!${shownKey}\\")(?:[^"\\]|\\\\(?:\\"|[\s\S])|\\[^"\\])*`,
      "gi",
    ),
    `$1${mask}`,
  ],
  [
    new RegExp(
      String.raw`\b((?:[\w-]*(?:Signature|SecurityToken|Security-Token)|OSSAccessKeyId|AccessKeyId)=)(?!${shownKey}(?:[&\s"'\\]|$))[^&\s"'\\]+`,
      "gi",
    ),
    `$1${mask}`,
  ],
];

/** A text without credentials and URL queries. */
export function masked(text: string): string {
  return rules.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}

/** A text as the page shows it. @param most bytes that are kept */
export function shown(bytes: Buffer, most = keptBytes): ShownText {
  // What follows the cut could hide that a URL has a query: the text is masked first.
  const text = masked(bytes.subarray(0, 4 * most).toString());
  const kept = Buffer.from(text);
  return {
    text:
      kept.length <= most
        ? text
        : kept
            .subarray(0, most)
            .toString()
            .replace(/\ufffd$/, ""),
    bytes: bytes.length,
  };
}

/** Headers without credentials. */
export function maskedHeader(name: string, value: string): string {
  return /authorization|cookie|token|signature|access-key/i.test(name) ? mask : masked(value);
}
