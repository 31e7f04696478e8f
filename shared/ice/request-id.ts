/** ICE's ID of a request, where the value is fit to be shown. The documented ones contain `*`. */
export function requestIdOf(value: unknown): string | undefined {
  return typeof value === "string" && /^[\w*-]{1,64}$/.test(value) ? value : undefined;
}
