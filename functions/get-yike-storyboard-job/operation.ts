import type { JobOperation } from "../../shared/operation.ts";
import { answer, parameters } from "./schema.ts";

export const operation = {
  kind: "job",
  name: "GetYikeStoryboardJob",
  functionName: "get-yike-storyboard-job",
  summary: "One storyboard job.",
  action: "ice:GetYikeStoryboardJob",
  parameters,
  answer,
  jobField: "",
  idField: "JobId",
  stateField: "JobStatus",
  phases: { Running: "running", Succeeded: "succeeded", Failed: "failed" },
  failurePaths: ["JobResult.FailureShotList", "JobResult.ExceptionStoryboardIds"],
} as const satisfies JobOperation;
