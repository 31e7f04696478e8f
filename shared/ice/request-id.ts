/** ICE's ID of a request, where the value is fit to be shown: a UUID, masked with `*` in documents. A signature is longer. */
export function shownRequestId(value: unknown): string | undefined {
  return typeof value === "string" && /^[\w*-]{1,40}$/.test(value) ? value : undefined;
}
