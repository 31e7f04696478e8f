import type { Document, Operation } from "../../shared/operation.ts";
import { answerBatch } from "./batch.ts";
import type { Answer } from "./document.ts";
import { IceError, missingParameter } from "./errors.ts";
import type { Jobs } from "./jobs.ts";
import { answerList, type ListOperation } from "./list.ts";
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
  if (lists(operation)) return answerList(operation, parameters, jobs, tokens);
  if (operation.batch) return { document: answerBatch(operation.batch, parameters, assets) };
  return { document: answerJob(operation, parameters, jobs) };
}

function lists(operation: Operation): operation is ListOperation {
  return operation.pages !== undefined && operation.job !== undefined;
}

function answerJob(operation: Operation, parameters: ReadonlyMap<string, string>, jobs: Jobs): Document {
  const name = operation.job?.id ?? "";
  const id = parameters.get(name)?.trim();
  if (!id) throw missingParameter(name);
  const job = jobs.get(operation, id);
  if (!job) throw new IceError("ResourceNotFound", `The specified resource "${id}" is not found.`);
  return job.look();
}
