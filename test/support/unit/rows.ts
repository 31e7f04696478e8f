/** Rows for `it.each`: each value behind a label that fits a line. */
export function labelled<Value>(values: readonly Value[]): [label: string, value: Value][] {
  return values.map((value) => [String(JSON.stringify(value)).slice(0, 60), value]);
}
