import { joinPaths, subjectOf, withValue } from "../../../functions/subject.ts";
import type { Document, Operation } from "../../../shared/operation.ts";
import { controlIce } from "./ice-control.ts";

/** Puts a job (or an asset, where the operation has these) under an ID of the test's own into the ICE at a URL. */
export async function putSubject(
  iceUrl: string,
  operation: Operation,
  id: string,
  phase: "running" | "failed" = "failed",
): Promise<void> {
  if (operation.kind === "batch") {
    await controlIce(iceUrl, "PUT", `assets/${id}`, { document: {} });
    return;
  }
  const { at, id: idField, state = "" } = subjectOf(operation);
  const [word] = Object.entries(operation.phases).find(([, each]) => each === phase) ?? [];
  const document = withValue(withValue({}, joinPaths(at, idField), id), joinPaths(at, state), word);
  await controlIce(iceUrl, "PUT", `jobs/${operation.name}/${id}`, { document });
}

/** Parameters that ask for some of them: for the first alone, where the operation takes one. */
export function parametersFor(operation: Operation, ids: readonly string[]): Document {
  return operation.kind === "batch" ? { [operation.idsField]: ids } : { [operation.idField]: ids[0] };
}
