/** The bytes of a base64 text; undefined where the text is not base64. Node's own decoder would skip what is not. */
export function fromBase64(text: string): Buffer | undefined {
  const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  return isBase64 ? Buffer.from(text, "base64") : undefined;
}
