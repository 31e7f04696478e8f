/** Percent-encodes as both signatures require (RFC 3986): all but letters, digits, `-`, `_`, `.` and `~`. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Decodes percent-encoded text; undefined when the encoding is malformed. */
export function percentDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A name and its value, both decoded. */
export type Pair = readonly [name: string, value: string];

/** `name=value&…`, sorted by name, as both signatures require. */
export function canonicalQuery(pairs: readonly Pair[]): string {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...pairs]
    .sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
}
