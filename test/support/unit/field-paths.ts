import type { Field } from "../../../shared/schema/fields.ts";

/** Every path of a field, each with its JSON types and encoding, as test/data/fields.json writes them. */
export function pathsOf(field: Field, path = ""): Record<string, string> {
  const here = path === "" ? {} : { [path]: described(field) };
  if (field.type === "jsonText" && field.inner) return { ...pathsOf(field.inner, path), ...here };
  if (field.type === "array") return { ...here, ...pathsOf(field.element, `${path}[]`) };
  if (field.type !== "object") return here;
  const members = Object.entries(field.fields).map(([name, inner]) =>
    pathsOf(inner, path === "" ? name : `${path}.${name}`),
  );
  return Object.assign(here, ...members);
}

/** The JSON types that a field comes in, and what its text carries. */
function described(field: Field): string {
  switch (field.type) {
    case "text":
      return "string";
    case "wholeNumber":
      return "integer";
    case "boolean":
      return "boolean";
    case "commaList":
      return "string list";
    case "numberText":
      return field.native ? "string|number number" : "string number";
    case "jsonText":
      return field.native ? "string|object json" : "string json";
    default:
      return field.type;
  }
}
