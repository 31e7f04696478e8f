import { list } from "../../shared/calls/list.ts";
import { createHandler } from "../../shared/handler.ts";
import { operation } from "./operation.ts";

export const handler = createHandler(operation, list);
