import { createHandler } from "../../shared/handler.ts";
import type { Operation } from "../../shared/operation.ts";
import { answer, parameters } from "./schema.ts";

export const operation = {
  name: "GetLiveEditingJob",
  functionName: "get-live-editing-job",
  summary: "One live editing job.",
  action: "ice:GetLiveEditingJob",
  parameters,
  answer,
  job: {
    at: "LiveEditingJob",
    id: "JobId",
    state: "Status",
    phases: {
      Init: "pending",
      Queuing: "pending",
      Processing: "running",
      Success: "succeeded",
      Failed: "failed",
    },
    created: "CreationTime",
  },
} as const satisfies Operation;

export const handler = createHandler(operation);
