import type { JobOperation } from "../../shared/operation.ts";
import { answer, parameters } from "./schema.ts";

export const operation = {
  kind: "job",
  name: "GetMediaConvertJob",
  functionName: "get-media-convert-job",
  summary: "One transcoding job.",
  action: "ice:GetMediaConvertJob",
  parameters,
  answer,
  jobField: "Job",
  idField: "JobId",
  stateField: "State",
  // Two vocabularies are in use: older documents end with Success and Failed, newer ones with Complete and Error.
  phases: {
    Inited: "pending",
    Running: "running",
    Success: "succeeded",
    Complete: "succeeded",
    Failed: "failed",
    Error: "failed",
    Cancelled: "cancelled",
  },
  createdField: "CreateTime",
  percentField: "Percent",
  parts: {
    statePaths: ["OutputDetails[].Status", "OutputGroupDetails[].Outputs[].Status"],
    doneStates: ["Success", "Failed", "Skipped"],
    failedStates: ["Failed"],
  },
  notifications: { eventTypes: ["MediaConvertComplete"], idField: "JobId" },
} as const satisfies JobOperation;
