import type { Operation } from "../shared/operation.ts";
import { operation as batchGetYikeAssetMediaInfos } from "./batch-get-yike-asset-media-infos/index.ts";
import { operation as getLiveEditingJob } from "./get-live-editing-job/index.ts";
import { operation as getMediaConvertJob } from "./get-media-convert-job/index.ts";
import { operation as getYikeStoryboardJob } from "./get-yike-storyboard-job/index.ts";
import { operation as listBatchMediaProducingJobs } from "./list-batch-media-producing-jobs/index.ts";

/** Every operation, for tools, the local cloud, the client and tests. Never part of a deployed bundle. */
export const operations = [
  getYikeStoryboardJob,
  listBatchMediaProducingJobs,
  getLiveEditingJob,
  batchGetYikeAssetMediaInfos,
  getMediaConvertJob,
] as const satisfies readonly Operation[];
