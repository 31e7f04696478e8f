import { job } from "../../shared/calls/job.ts";
import { createHandler } from "../../shared/handler.ts";
import { operation } from "./operation.ts";

export const handler = createHandler(operation, job);
