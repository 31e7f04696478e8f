import type { Document, JobOperation, Operation } from "../../shared/operation.ts";
import { answerBatch } from "./batch.ts";
import type { Answer } from "./document.ts";
import { IceError, missingParameter } from "./errors.ts";
import type { Jobs } from "./jobs.ts";
import { answerList } from "./list.ts";
import type { PageTokens } from "./page-token.ts";
import { createRequestId } from "./refusal.ts";
import type { Store } from "./store.ts";

export const iceVersion = "2020-11-09";

/**
 * Answers one call to ICE from the store. A stored answer keeps its own RequestId, if it has one.
 * @throws IceError for parameters that are missing or invalid, and for a job that does not exist
 */
export function answerIce(
  operation: Operation,
  parameters: ReadonlyMap<string, string>,
  store: Store,
  tokens: PageTokens,
): Answer {
  const answer = answerOperation(operation, parameters, store, tokens);
  return { ...answer, document: { RequestId: createRequestId(), ...answer.document } };
}

function answerOperation(
  operation: Operation,
  parameters: ReadonlyMap<string, string>,
  { assets, jobs }: Store,
  tokens: PageTokens,
): Answer {
  if (operation.kind === "list") return answerList(operation, parameters, jobs, tokens);
  if (operation.kind === "batch") return { document: answerBatch(operation, parameters, assets) };
  return { document: answerJob(operation, parameters, jobs) };
}

function answerJob(operation: JobOperation, parameters: ReadonlyMap<string, string>, jobs: Jobs): Document {
  const { idField } = operation;
  const id = parameters.get(idField)?.trim();
  if (!id) throw missingParameter(idField);
  const job = jobs.get(operation, id);
  if (!job) throw new IceError("ResourceNotFound", `The specified resource "${id}" is not found.`);
  return job.look();
}
