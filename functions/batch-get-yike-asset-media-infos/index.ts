import { batch } from "../../shared/calls/batch.ts";
import { createHandler } from "../../shared/handler.ts";
import { operation } from "./operation.ts";

export const handler = createHandler(operation, batch);
