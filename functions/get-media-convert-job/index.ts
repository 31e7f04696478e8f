import { createHandler } from "../../shared/handler.ts";
import type { Operation } from "../../shared/operation.ts";
import { answer, parameters } from "./schema.ts";

export const operation = {
  name: "GetMediaConvertJob",
  functionName: "get-media-convert-job",
  summary: "One transcoding job.",
  action: "ice:GetMediaConvertJob",
  parameters,
  answer,
  job: {
    at: "Job",
    id: "JobId",
    state: "State",
    // Two vocabularies are in use: the older documents end with Success and Failed, the newer with Complete and Error.
    phases: {
      Inited: "pending",
      Running: "running",
      Success: "succeeded",
      Complete: "succeeded",
      Failed: "failed",
      Error: "failed",
      Cancelled: "cancelled",
    },
    created: "CreateTime",
    percent: "Percent",
    parts: {
      states: ["OutputDetails[].Status", "OutputGroupDetails[].Outputs[].Status"],
      done: ["Success", "Failed", "Skipped"],
      failed: ["Failed"],
    },
  },
} as const satisfies Operation;

export const handler = createHandler(operation);
