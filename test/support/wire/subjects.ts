import { join, subjectOf, withValue } from "../../../functions/subject.ts";
import type { Document, Operation } from "../../../shared/operation.ts";
import { control } from "./ice-control.ts";

/** Puts a job (or an asset, where the operation has these) under an ID of the test's own into the ICE at a URL. */
export async function putSubject(
  iceUrl: string,
  operation: Operation,
  id: string,
  phase: "running" | "failed" = "failed",
): Promise<void> {
  const { at, id: idField, state } = subjectOf(operation);
  const [word] = Object.entries(operation.job?.phases ?? {}).find(([, each]) => each === phase) ?? [];
  const document = operation.batch
    ? {}
    : withValue(withValue({}, join(at, idField), id), join(at, state ?? ""), word);
  const path = operation.batch ? `assets/${id}` : `jobs/${operation.name}/${id}`;
  await control(iceUrl, "PUT", path, { document });
}

/** Parameters that ask for some of them: for the first alone, where the operation takes one. */
export function parametersFor({ job, batch }: Operation, ids: readonly string[]): Document {
  return batch ? { [batch.ids]: ids } : { [job?.id ?? ""]: ids[0] };
}
