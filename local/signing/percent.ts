/** Percent-encodes as both signatures want it (RFC 3986): all but letters, digits, `-`, `_`, `.` and `~`. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A name and its value, both decoded. */
export type Pair = readonly [name: string, value: string];

/** `name=value&…` in the order of the names, as both signatures want it. */
export function canonicalQuery(pairs: readonly Pair[]): string {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...pairs]
    .sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
}
