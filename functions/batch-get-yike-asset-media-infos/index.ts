import { createHandler } from "../../shared/handler.ts";
import type { Operation } from "../../shared/operation.ts";
import { answer, parameters } from "./schema.ts";

export const operation = {
  name: "BatchGetYikeAssetMediaInfos",
  functionName: "batch-get-yike-asset-media-infos",
  summary: "Many media assets.",
  action: "ice:BatchGetYikeAssetMediaInfos",
  parameters,
  answer,
  batch: {
    ids: "MediaIds",
    // No page tells a limit; ICE's other operations that take comma lists take ten.
    chunk: 10,
    found: "MediaInfos",
    id: "MediaId",
    ignored: "IgnoredList",
  },
} as const satisfies Operation;

export const handler = createHandler(operation);
