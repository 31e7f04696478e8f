import type { ListOperation } from "../../shared/operation.ts";
import { answer, parameters } from "./schema.ts";

export const operation = {
  kind: "list",
  name: "ListBatchMediaProducingJobs",
  functionName: "list-batch-media-producing-jobs",
  summary: "Quick video production jobs, by page.",
  action: "ice:ListBatchMediaProducingJobs",
  parameters,
  answer,
  itemsField: "EditingBatchJobList",
  idField: "JobId",
  stateField: "Status",
  phases: { Init: "pending", Processing: "running", Finished: "succeeded", Failed: "failed" },
  createdField: "CreateTime",
  tokenField: "NextToken",
  sizeField: "MaxResults",
  fromField: "StartTime",
  toField: "EndTime",
  notifications: { eventTypes: ["BatchProduceMediaComplete"], idField: "JobId" },
} as const satisfies ListOperation;
