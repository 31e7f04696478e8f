import type { Operation } from "../../shared/operation.ts";
import { answerBatch } from "./batch.ts";
import type { Answer, Document } from "./document.ts";
import { IceError, missingParameter } from "./errors.ts";
import type { Jobs } from "./jobs.ts";
import { answerList, type ListOperation } from "./list.ts";
import type { PageTokens } from "./page-token.ts";
import { createRequestId } from "./reply.ts";
import type { Store } from "./store.ts";

export const iceVersion = "2020-11-09";

/**
 * Answers one call to ICE out of the store. A stored answer goes out with its own RequestId, if it has one. Throws
 * IceError for parameters that are missing or not valid and for a job that nobody put.
 */
export function answerIce(
  operation: Operation,
  parameters: ReadonlyMap<string, string>,
  store: Store,
  tokens: PageTokens,
): Answer {
  const answer = lists(operation)
    ? answerList(operation, parameters, store.jobs, tokens)
    : {
        document: operation.batch
          ? answerBatch(operation.batch, parameters, store.assets)
          : answerJob(operation, parameters, store.jobs),
      };
  return { ...answer, document: { RequestId: createRequestId(), ...answer.document } };
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
