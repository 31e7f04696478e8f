import { withValue } from "../../functions/subject.ts";
import type { BatchOperation, Document } from "../../shared/operation.ts";
import { invalidParameter, missingParameter } from "./errors.ts";

/**
 * Answers a call for many IDs: known ones are found, the others ignored. Both lists keep the order of the call and hold
 * each ID once.
 * @throws IceError MissingParameter without an ID, InvalidParameter for more IDs than one call may carry
 */
export function answerBatch(
  { idsField, maxIdsPerCall, foundField, ignoredField }: BatchOperation,
  parameters: ReadonlyMap<string, string>,
  assets: ReadonlyMap<string, Document>,
): Document {
  const text = parameters.get(idsField) ?? "";
  const ids = [...new Set(text.split(",").map((id) => id.trim()))].filter((id) => id !== "");
  if (ids.length === 0) throw missingParameter(idsField);
  if (ids.length > maxIdsPerCall) throw invalidParameter(idsField);
  const found = ids.flatMap((id) => assets.get(id) ?? []);
  const ignored = ids.filter((id) => !assets.has(id));
  return withValue(withValue({}, foundField, found), ignoredField, ignored) as Document;
}
