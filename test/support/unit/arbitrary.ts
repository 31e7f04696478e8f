import fc from "fast-check";

/** Any JSON value, keys like `__proto__` and strings that carry JSON among them. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.json(),
  fc.constantFrom(
    "",
    " a ,b",
    "1e3",
    "[{}]",
    '[\\"a\\"]',
    "{'",
    2 ** 53,
    -0.5,
    "Running",
    "Failed",
    "Success",
  ),
  fc
    .constantFrom('{"__proto__":{"a":1}}', '{"constructor":null,"toString":[]}')
    .map((text) => JSON.parse(text)),
);

/** A document in which a few values, anywhere, have become others. */
export function nearly(document: unknown): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.nat(), anyJson);
  return fc.array(change, { maxLength: 6 }).map((changes) => {
    let changed = document;
    for (const [place, value] of changes) changed = replaced(changed, place % (countOf(changed) + 1), value);
    return changed;
  });
}

/** How many values a value has in it. */
function countOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, inner) => sum + 1 + countOf(inner), 0);
}

/** A copy with another value at a place, counted from the outside in; 0 is the value itself. */
function replaced(value: unknown, place: number, by: unknown): unknown {
  if (place === 0) return by;
  if (typeof value !== "object" || value === null) return value;
  let next = place - 1;
  const inner = Object.entries(value).map(([name, member]) => {
    const here = next;
    next -= 1 + countOf(member);
    return [name, here >= 0 && next < 0 ? replaced(member, here, by) : member] as const;
  });
  return Array.isArray(value) ? inner.map(([, member]) => member) : Object.fromEntries(inner);
}
