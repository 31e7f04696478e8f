/** The bytes of a base64 text. Undefined where it is none: Node's own decoder passes over what is not base64. */
export function fromBase64(text: string): Buffer | undefined {
  const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  return isBase64 ? Buffer.from(text, "base64") : undefined;
}
