import type { JobOperation } from "../../shared/operation.ts";
import { answer, parameters } from "./schema.ts";

export const operation = {
  kind: "job",
  name: "GetLiveEditingJob",
  functionName: "get-live-editing-job",
  summary: "One live editing job.",
  action: "ice:GetLiveEditingJob",
  parameters,
  answer,
  jobField: "LiveEditingJob",
  idField: "JobId",
  stateField: "Status",
  phases: {
    Init: "pending",
    Queuing: "pending",
    Processing: "running",
    Success: "succeeded",
    Failed: "failed",
  },
  createdField: "CreationTime",
} as const satisfies JobOperation;
