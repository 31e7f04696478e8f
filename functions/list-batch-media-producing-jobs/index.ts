import { createHandler } from "../../shared/handler.ts";
import type { Operation } from "../../shared/operation.ts";
import { answer, parameters } from "./schema.ts";

export const operation = {
  name: "ListBatchMediaProducingJobs",
  functionName: "list-batch-media-producing-jobs",
  summary: "Quick video production jobs, by page.",
  action: "ice:ListBatchMediaProducingJobs",
  parameters,
  answer,
  job: {
    at: "EditingBatchJobList[]",
    id: "JobId",
    state: "Status",
    phases: { Init: "pending", Processing: "running", Finished: "succeeded", Failed: "failed" },
    created: "CreateTime",
  },
  pages: {
    items: "EditingBatchJobList",
    token: "NextToken",
    size: "MaxResults",
    from: "StartTime",
    to: "EndTime",
  },
} as const satisfies Operation;

export const handler = createHandler(operation);
