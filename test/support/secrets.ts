import { percentEncode } from "../../local/percent.ts";

/** A text as it is, and percent-encoded once and twice, the common way and that of signatures. */
function spellings(text: string): string[] {
  return [encodeURIComponent, percentEncode].flatMap((encode) => [text, encode(text), encode(encode(text))]);
}

/** The names of those secrets that a text holds in any spelling. */
export function secretsIn(text: string, secrets: Readonly<Record<string, string>>): string[] {
  const held = Object.entries(secrets).filter(([, secret]) =>
    spellings(secret).some((spelling) => text.includes(spelling)),
  );
  return held.map(([name]) => name);
}
