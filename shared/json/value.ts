/** Whether a value is an object with members: neither null nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value's own member, or undefined. What it inherits, such as `constructor`, is never one. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A text without blanks at its edges; undefined where the value is not a text. */
export function trimmed(value: unknown): string | undefined {
  return typeof value === "string" ? value.trim() : undefined;
}

/** Every value that a path of names and `[]` leads to, such as `Outputs[].Status`. Where nothing is, there is no value. */
export function select(value: unknown, path: string): unknown[] {
  let found = [value];
  for (const part of path.split(".")) {
    const isList = part.endsWith("[]");
    const name = isList ? part.slice(0, -2) : part;
    const next: unknown[] = [];
    for (const from of found) {
      const inner = member(from, name);
      if (!isList) next.push(inner);
      else if (Array.isArray(inner)) for (const element of inner) next.push(element);
    }
    found = next.filter((each) => each !== undefined);
  }
  return found;
}
