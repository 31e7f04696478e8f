import { isObject } from "../../shared/json/value.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Variables = Readonly<Record<string, unknown>>;

/**
 * Puts values in place of Serverless Devs' expressions in every text of a manifest: `${vars.x}`,
 * `${env('NAME', 'default')}`, texts joined by `+`, and `a && b`, which is a where a is "". An expression that can't be
 * evaluated here stays as it is.
 * @param vars the manifest's own variables, which may use the environment, too
 */
export function replaceVariables(value: unknown, vars: unknown, environment: Environment): unknown {
  const known = replaced(isObject(vars) ? vars : {}, {}, environment) as Variables;
  return replaced(value, known, environment);
}

/** The first expression that is left in a value. */
export function openExpression(value: unknown): string | undefined {
  if (typeof value === "string") return expression.exec(value)?.[0];
  const inner = typeof value === "object" && value !== null ? Object.values(value) : [];
  for (const each of inner) {
    const found = openExpression(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

const expression = /\$\{([^}]*)\}/;

function replaced(value: unknown, vars: Variables, environment: Environment): unknown {
  if (typeof value === "string")
    return value.replace(
      new RegExp(expression, "g"),
      (whole, text: string) => evaluated(text, vars, environment) ?? whole,
    );
  if (Array.isArray(value)) return value.map((item) => replaced(item, vars, environment));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replaced(item, vars, environment)]),
  );
}

function evaluated(text: string, vars: Variables, environment: Environment): string | undefined {
  let value: string | undefined;
  for (const alternative of text.split("&&")) {
    const terms = alternative.split("+").map((term) => termValue(term.trim(), vars, environment));
    value = terms.includes(undefined) ? undefined : terms.join("");
    if (!value) return value;
  }
  return value;
}

function termValue(term: string, vars: Variables, environment: Environment): string | undefined {
  const literal = /^(["'])([^"']*)\1$/.exec(term)?.[2];
  if (literal !== undefined) return literal;
  const variable = /^vars\.([\w.]+)$/.exec(term)?.[1];
  if (variable !== undefined) {
    const found = variable
      .split(".")
      .reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), vars);
    return found === undefined || isObject(found) || openExpression(found) ? undefined : String(found);
  }
  const [, name, fallback] = /^env\(\s*["'](\w+)["'](?:\s*,\s*["']([^"']*)["'])?\s*\)$/.exec(term) ?? [];
  return name === undefined ? undefined : (environment[name] ?? fallback);
}
