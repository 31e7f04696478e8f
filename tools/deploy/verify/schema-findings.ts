import { Ajv, type ErrorObject } from "ajv";
import { nearest } from "../../../shared/validation/nearest.ts";
import { isOpen } from "./manifest-text.ts";
import type { Finding, Path } from "./problem.ts";
import { propsSchema } from "./props-schema.ts";
import { triggerTypes } from "./trigger-schema.ts";

const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  discriminator: true,
  allowUnionTypes: true,
  strict: false,
});
const fits = ajv.compile(propsSchema);

/**
 * What the schema says of a function's props. A value that an unknown variable decides is left alone.
 * @param path of the props
 * @param written the props before variables are replaced: a variable is always text, whatever the component makes of it
 */
export function schemaFindings(props: unknown, path: Path, written: unknown = props): Finding[] {
  if (fits(props)) return [];
  const errors = (fits.errors ?? []).filter(
    ({ data, keyword, instancePath }) =>
      !isOpen(data) && !(keyword === "type" && isOpen(at(written, stepsOf(instancePath)))),
  );
  return errors
    .filter((error) => !isFollowUp(error, errors))
    .map((error) => {
      return described(error, [...path, ...stepsOf(error.instancePath)]);
    });
}

const stepsOf = (pointer: string) =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

/** The value at a path, undefined where there is none. */
function at(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (inner, step) => (inner as Record<string, unknown> | undefined)?.[step],
    value,
  );
}

/** An error that repeats, in other words, what a more exact one says. */
function isFollowUp(
  { keyword, instancePath, schemaPath, params }: ErrorObject,
  all: readonly ErrorObject[],
): boolean {
  if (keyword === "if") return true;
  // A misspelled name is told once, not as a missing name, too.
  if (keyword === "required")
    return all.some(
      (each) =>
        each.keyword === "additionalProperties" &&
        each.instancePath === instancePath &&
        nearest(String(each.params.additionalProperty), [String(params.missingProperty)]) !== undefined,
    );
  const inside = all.filter((each) => each.instancePath.startsWith(`${instancePath}/`));
  // Of alternatives, the one that the value looks like speaks.
  if (keyword === "anyOf") return inside.length > 0 || all.some((each) => sameObject(each, instancePath));
  const alternative = /^(.*\/anyOf)\/\d+\//.exec(schemaPath)?.[1];
  return (
    alternative !== undefined &&
    (keyword === "type" || keyword === "enum" || keyword === "pattern") &&
    all.some((each) => each.keyword === "anyOf" && each.instancePath === instancePath)
  );
}

const sameObject = ({ keyword, instancePath }: ErrorObject, path: string) =>
  instancePath === path && (keyword === "additionalProperties" || keyword === "required");

function described(
  { keyword, params, parentSchema, schema, message, data }: ErrorObject,
  path: Path,
): Finding {
  const name = String(path.findLast((step) => !/^\d+$/.test(String(step))));
  switch (keyword) {
    case "additionalProperties": {
      const unknown = String(params.additionalProperty);
      return unknownName(unknown, Object.keys(parentSchema?.properties ?? {}), path);
    }
    case "required": {
      const missing = String(params.missingProperty);
      return {
        path,
        message: `${missing} is missing${path.at(-1) === "props" ? "" : ` in ${name}`}.`,
        advice: `add ${missing}`,
      };
    }
    case "discriminator": {
      const advice = `triggerType: ${triggerTypes.join(", ")}`;
      return { path: [...path, "triggerType"], message: "The trigger has no known type.", advice };
    }
    case "enum":
      return {
        path,
        message: `${name}: ${JSON.stringify(data)} is not a known value.`,
        advice: `${name}: ${(schema as string[]).join(", ")}`,
      };
    case "anyOf":
      return {
        path,
        message: `${name} has no form that the component knows.`,
        advice: formsOf(name, schema),
      };
    case "pattern":
      return {
        path,
        message: `${name} has the wrong form.`,
        advice: `write it so that it matches ${schema}`,
      };
    default:
      return { path, message: `${name} ${message}.`, advice: `correct ${name}` };
  }
}

function unknownName(unknown: string, known: readonly string[], path: Path): Finding {
  const meant = nearest(unknown, known);
  return {
    path: [...path, unknown],
    message: `${unknown} is not a known name${meant ? `; did you mean ${meant}?` : "."}`,
    advice: meant ? `write ${meant}` : `use one of ${known.join(", ")}`,
  };
}

/** The forms of a value that has several. */
function formsOf(name: string, schema: unknown): string {
  const forms = (schema as readonly { readonly type?: string; readonly enum?: readonly string[] }[]).map(
    (each) => each.enum?.join(", ") ?? (each.type === "object" ? "an object" : `a ${each.type}`),
  );
  return `${name}: ${forms.join(", or ")}`;
}
