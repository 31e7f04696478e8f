import type { BatchOperation } from "../../shared/operation.ts";
import { answer, parameters } from "./schema.ts";

export const operation = {
  kind: "batch",
  name: "BatchGetYikeAssetMediaInfos",
  functionName: "batch-get-yike-asset-media-infos",
  summary: "Many media assets.",
  action: "ice:BatchGetYikeAssetMediaInfos",
  parameters,
  answer,
  idsField: "MediaIds",
  // No document names a limit. ICE's other operations that take comma lists take ten.
  maxIdsPerCall: 10,
  foundField: "MediaInfos",
  idField: "MediaId",
  ignoredField: "IgnoredList",
} as const satisfies BatchOperation;
