/** The value of a JSON text that is an object or a list; undefined for any other text. */
export function parse(text: string): unknown {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
