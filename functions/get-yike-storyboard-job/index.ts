import { createHandler } from "../../shared/handler.ts";
import type { Operation } from "../../shared/operation.ts";
import { answer, parameters } from "./schema.ts";

export const operation = {
  name: "GetYikeStoryboardJob",
  functionName: "get-yike-storyboard-job",
  summary: "One storyboard job.",
  action: "ice:GetYikeStoryboardJob",
  parameters,
  answer,
  job: {
    at: "",
    id: "JobId",
    state: "JobStatus",
    phases: { Running: "running", Succeeded: "succeeded", Failed: "failed" },
    failures: ["JobResult.FailureShotList", "JobResult.ExceptionStoryboardIds"],
  },
} as const satisfies Operation;

export const handler = createHandler(operation);
