import { type Path, parsePath } from "../../shared/json/path.ts";
import { isObject } from "../../shared/json/value.ts";
import type { Document } from "../../shared/operation.ts";
import { pick } from "../../shared/response/fields.ts";

/**
 * The call with `lifecycle` among its fields: exit code and progress come from it, whether it is asked for or not.
 * @param fields undefined where the answer has nothing taken away
 */
export function withLifecycle(parameters: Document, fields: readonly string[] | undefined): Document {
  return fields ? { ...parameters, fields: [...fields, "lifecycle"] } : parameters;
}

/** The answer to that call, as JSON has it when only `fields` were asked for. */
export function withoutLifecycle(answer: Document, fields: readonly string[] | undefined): Document {
  if (!fields) return answer;
  const paths = fields.map((text) => parsePath(text) as Path);
  const { lifecycle } = pick({ lifecycle: answer.lifecycle }, paths);
  return { ...answer, lifecycle, ...(isObject(answer.next) && { next: { ...answer.next, fields } }) };
}
