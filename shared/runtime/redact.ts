import type { Credentials } from "./context.ts";
import { localKey } from "./local-key.ts";

const mask = "***";

/** Replaces an invocation's credentials in the texts of an object. */
export interface Redactor {
  redact<Value extends object>(value: Value): Value;
  /** The redacted object, as JSON. */
  redactedJson(value: object): string;
}

/** Members of a log line or a problem document that hold the bundle's own words. Nothing from outside stands there. */
const ownWords = [
  "time",
  "level",
  "operation",
  "caller",
  "outcome",
  "phase",
  "code",
  "type",
  "title",
  "detail",
];

/**
 * Takes an invocation's credentials out of all texts of an object, plain and percent-encoded once or twice, in any case of
 * letters. A last line of defence for logs, errors and explanations: none should hold any, whatever callers and ICE
 * give. Values are masked before they become JSON, so that the JSON stays whole whatever the secrets are.
 */
export function redactor(credentials: Partial<Credentials> | null | undefined): Redactor {
  const { accessKeyId, accessKeySecret, securityToken } = credentials ?? {};
  const secrets = [accessKeySecret, securityToken, accessKeyId].filter(
    // The local cloud's key is public, and its text is an ordinary word.
    (secret): secret is string =>
      typeof secret === "string" && secret !== "" && secret !== localKey.accessKeyId,
  );
  const maskedIn = (value: unknown): unknown => {
    if (typeof value === "string") return maskIn(value, secrets);
    if (Array.isArray(value)) return value.map(maskedIn);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskedIn(inner)]));
  };
  const masked = <Value extends object>(value: Value) =>
    Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, ownWords.includes(name) ? inner : maskedIn(inner)]),
    ) as Value;
  return {
    redact: (value) => (isClean(JSON.stringify(value), secrets) ? value : masked(value)),
    redactedJson(value) {
      const json = JSON.stringify(value);
      return isClean(json, secrets) ? json : JSON.stringify(masked(value));
    },
  };
}

/** How many characters of a secret are looked for first. V8 prepares a search for seven or more (kBMMinPatternLength). */
const beginning = 6;

/** Whether no secret can stand in a JSON text, in any form. Almost every text is clean, and this is quickly seen. */
function isClean(json: string, secrets: readonly string[]): boolean {
  const begins = secrets.map((secret) => secret.slice(0, beginning));
  return !json.includes("%") && isPlain(begins.join("")) && !begins.some((begin) => json.includes(begin));
}

/** Whether a text is the same inside JSON. */
const isPlain = (text: string) => /^[ !#-[\]-~]*$/.test(text);

function maskIn(text: string, secrets: readonly string[]): string {
  // Without a percent sign nothing in it is encoded in another way than plain.
  // Stryker disable next-line StringLiteral: looking for every form each time takes longer and masks the same
  const forms = text.includes("%") ? secrets.flatMap(formsOf) : secrets;
  const plain = upperEscapes(text);
  const spans = forms
    .flatMap((form) =>
      placesOf(plain, upperEscapes(form)).map((start) => [start, start + form.length] as const),
    )
    .sort((a, b) => a[0] - b[0]);
  let rest = "";
  let from = 0;
  for (const [start, end] of spans) {
    // Secrets may overlap: what is masked already is not shown again.
    if (start >= from) rest += text.slice(from, start) + mask;
    from = Math.max(from, end);
  }
  return rest + text.slice(from);
}

function placesOf(text: string, form: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) places.push(at);
  return places;
}

/** A secret as it may stand in a text: as it is, and as URLs and signatures encode it. */
function formsOf(secret: string): string[] {
  const once = encode(secret);
  const strict = once.replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return [secret, once, strict, encode(once), encode(strict)];
}

/** Half a surrogate pair can't be encoded. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}

/** Percent-escapes in one case of letters. */
function upperEscapes(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (each) => each.toUpperCase());
}
