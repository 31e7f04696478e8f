import { type Path, parsePath } from "../../shared/json/path.ts";
import { isObject } from "../../shared/json/value.ts";
import type { Document } from "../../shared/operation.ts";
import { pick } from "../../shared/response/fields.ts";

/**
 * Adds `lifecycle` to a call's fields: exit code and progress need it, even if the user does not.
 * @param fields of the call; undefined for all fields
 */
export function withLifecycle(parameters: Document, fields: readonly string[] | undefined): Document {
  return fields ? { ...parameters, fields: [...fields, "lifecycle"] } : parameters;
}

/** The answer to that call with only the `fields` that the user wants. */
export function withoutLifecycle(answer: Document, fields: readonly string[] | undefined): Document {
  if (!fields) return answer;
  const paths = fields.map((text) => parsePath(text) as Path);
  const { lifecycle } = pick({ lifecycle: answer.lifecycle }, paths);
  return { ...answer, lifecycle, ...(isObject(answer.next) && { next: { ...answer.next, fields } }) };
}
