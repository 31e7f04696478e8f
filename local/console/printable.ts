/** Control characters (C0 and C1) but tab and newline, and the characters that change the direction of text. */
const unsafe = /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/gu;

/**
 * A text that a terminal can show: what comes from ICE may hold characters that move the cursor, hide or reorder text.
 * They become `\u` and four hex digits, which means the same inside JSON.
 */
export function printable(text: string): string {
  return text.replace(unsafe, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
