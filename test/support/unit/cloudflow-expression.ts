/** What an expression can see. `$Input` and `$Output` are short for the current state's. */
export interface Scope {
  readonly $Input: unknown;
  readonly $Output?: unknown;
  readonly $Context: unknown;
}

const functions: Record<string, (...args: unknown[]) => unknown> = {
  intAdd: (a, b) => whole(a) + whole(b),
  length: (value) => {
    if (typeof value === "string" || Array.isArray(value)) return value.length;
    throw new Error(`length() takes no ${typeof value}`);
  },
};

function whole(value: unknown): number {
  if (!Number.isInteger(value)) throw new Error(`intAdd() takes no ${JSON.stringify(value)}`);
  return value as number;
}

/** A value's expression: a path, a literal or a function of such. A path that leads nowhere is an error. */
export function evaluate(expression: string, scope: Scope): unknown {
  const text = expression.trim();
  if (/^("[^"]*"|-?\d+|true|false)$/.test(text)) return JSON.parse(text);
  const call = /^(\w+)\((.*)\)$/.exec(text);
  if (call) {
    const [, name, args] = call as unknown as [string, string, string];
    const implementation = functions[name];
    if (!implementation) throw new Error(`${name}() is no function that is used here`);
    return implementation(...splitArguments(args).map((argument) => evaluate(argument, scope)));
  }
  return follow(text, scope);
}

/** A Choice's condition: comparisons and `in`, joined by `&&`. */
export function holds(condition: string, scope: Scope): boolean {
  return condition.split("&&").every((part) => {
    const match = /^(.+?)\s*(==|>=|\bin\b)\s*(.+)$/.exec(part.trim());
    if (!match) throw new Error(`${part} is no condition that is used here`);
    const [, left, operator, right] = match as unknown as [string, string, string, string];
    const [a, b] = [evaluate(left, scope), evaluate(right, scope)];
    if (operator === "in") return Object.hasOwn(b as object, a as string);
    if (typeof a !== typeof b) throw new Error(`${part} compares a ${typeof a} with a ${typeof b}`);
    return operator === "==" ? a === b : (a as number) >= (b as number);
  });
}

/** Replaces every key that ends in `.$` by the value of its expression. */
export function construct(template: unknown, scope: Scope): unknown {
  if (Array.isArray(template)) return template.map((item) => construct(item, scope));
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith(".$")
        ? [key.slice(0, -2), evaluate(value as string, scope)]
        : [key, construct(value, scope)],
    ),
  );
}

function follow(path: string, scope: Scope): unknown {
  const [root, ...names] = path.split(".");
  if (!root || !Object.hasOwn(scope, root)) throw new Error(`${path} starts nowhere`);
  let value = scope[root as keyof Scope];
  for (const name of names) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name))
      throw new Error(`${path} leads nowhere`);
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function splitArguments(text: string): string[] {
  let depth = 0;
  const parts = [""];
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}
