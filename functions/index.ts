import type { Operation } from "../shared/operation.ts";
import { operation as batchGetYikeAssetMediaInfos } from "./batch-get-yike-asset-media-infos/operation.ts";
import { operation as getLiveEditingJob } from "./get-live-editing-job/operation.ts";
import { operation as getMediaConvertJob } from "./get-media-convert-job/operation.ts";
import { operation as getYikeStoryboardJob } from "./get-yike-storyboard-job/operation.ts";
import { operation as listBatchMediaProducingJobs } from "./list-batch-media-producing-jobs/operation.ts";

/** Every operation, for tools, the local cloud, the client and tests. Never part of a deployed bundle. */
export const operations = [
  getYikeStoryboardJob,
  listBatchMediaProducingJobs,
  getLiveEditingJob,
  batchGetYikeAssetMediaInfos,
  getMediaConvertJob,
] as const satisfies readonly Operation[];
