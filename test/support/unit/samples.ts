import { readFileSync } from "node:fs";
import { operations } from "../../../functions/index.ts";
import { packageRoot } from "../../../functions/package-root.ts";
import type { Document } from "../../../shared/operation.ts";

/** The documented sample answer of an operation, as the vendor prints it. */
export function sampleTextOf(name: string): string {
  const folder = operations.find((operation) => operation.name === name)?.functionName;
  return readFileSync(new URL(`functions/${folder}/sample.json`, packageRoot), "utf8");
}

/** The documented sample answer of an operation, made anew at every call. */
export function sampleOf(name: string): Document {
  return JSON.parse(sampleTextOf(name));
}

/** Parameters that ask for what the sample answers. */
export const sampleParameters: Readonly<Record<string, Document>> = {
  GetYikeStoryboardJob: { JobId: "****a046-263c-3560-978a-fb287782****" },
  ListBatchMediaProducingJobs: {},
  GetLiveEditingJob: { JobId: "****cdb3e74639973036bc84****" },
  BatchGetYikeAssetMediaInfos: {
    MediaIds: ["******c48fb37407365d4f2cd8******", "****fb2101bf24bf41cb318787dc****"],
  },
  GetMediaConvertJob: { JobId: "******4579b5e748b99a27f6d6******" },
};
