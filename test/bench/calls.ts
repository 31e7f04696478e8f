import { operations } from "../../functions/index.ts";
import { createHandler } from "../../shared/handler.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { contextOf } from "../support/unit/context.ts";
import { bytesOf } from "../support/unit/events.ts";
import { kindOf } from "../support/unit/kinds.ts";
import { type Respond, upstream } from "../support/unit/upstream.ts";
import { pageOf } from "./answers.ts";

export interface Calls {
  readonly work: string;
  /** Calls of ICE. */
  readonly calls: number;
  /** What a caller without the bundle would need, one call for each thing that is asked for. */
  readonly oneByOne: number;
}

/** Calls of ICE that a batch and a sweep take, through the whole handler. */
export async function countCalls(): Promise<Calls[]> {
  const counted: Calls[] = [];
  for (const size of [1, 10, 100, 1_000]) {
    const MediaIds = Array.from({ length: size }, (_, index) => `asset-${index}`);
    const calls = await count("BatchGetYikeAssetMediaInfos", { MediaIds }, () => ({ MediaInfos: [] }));
    counted.push({ work: `batch of ${size} IDs`, calls, oneByOne: size });
  }
  for (const jobs of [0, 100, 1_000, 10_000]) {
    const parameters = { pages: "all", MaxResults: 100, since: "3h" };
    const pages = Math.max(1, jobs / 100);
    const page = pageOf(Math.min(jobs, 100));
    const calls = await count("ListBatchMediaProducingJobs", parameters, (_, index) => ({
      ...page,
      NextToken: index + 1 < pages ? `token-${index}` : "",
    }));
    counted.push({ work: `sweep of ${jobs} jobs, 100 a page`, calls, oneByOne: jobs });
  }
  return counted;
}

async function count(name: string, parameters: Document, respond: Respond): Promise<number> {
  const operation = operations.find((each) => each.name === name) as Operation;
  const { transport, requests } = upstream(respond);
  const handler = createHandler(operation, kindOf(operation), { transport, variables: {}, write: () => {} });
  await handler(bytesOf(parameters), contextOf({ function: { name: "bench", memory: 512, timeout: 600 } }));
  return requests.length;
}
