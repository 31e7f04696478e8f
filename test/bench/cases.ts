import { sampleTextOf as documented } from "../support/unit/samples.ts";
import { assetsOf, pageOf, sample, times } from "./answers.ts";

/** One answer to measure with: who asks for it with what, and the JSON that ICE would send. */
export interface Case {
  readonly operation: string;
  readonly functionName: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly json: string;
}

const convertJob = sample("GetMediaConvertJob");
const convert = { operation: "GetMediaConvertJob", functionName: "get-media-convert-job" };
const list = { operation: "ListBatchMediaProducingJobs", functionName: "list-batch-media-producing-jobs" };

export const cases = {
  // Byte for byte, with its line breaks and indents.
  "documented sample": {
    ...convert,
    parameters: { JobId: convertJob.Job.JobId },
    json: documented("GetMediaConvertJob"),
  },
  // The same without them, as services send JSON.
  "compact sample": {
    ...convert,
    parameters: { JobId: "compact" },
    json: JSON.stringify({ ...convertJob, Job: { ...convertJob.Job, JobId: "compact" } }),
  },
  "100 jobs": { ...list, parameters: { MaxResults: "100" }, json: JSON.stringify(pageOf(100)) },
  "100 assets": {
    operation: "BatchGetYikeAssetMediaInfos",
    functionName: "batch-get-yike-asset-media-infos",
    // One call of ten IDs: what a larger batch costs is what its calls cost.
    parameters: { MediaIds: times(10, (index) => `asset-${index}`).join(",") },
    json: JSON.stringify(assetsOf(100)),
  },
  "55 bytes": {
    operation: "GetYikeStoryboardJob",
    functionName: "get-yike-storyboard-job",
    parameters: { JobId: "j" },
    json: '{"RequestId":"1A2B3C","JobId":"j","JobStatus":"Failed"}',
  },
  // An answer of this size is no page that ICE would send: it stands for the worst that may come.
  "15 MB": {
    ...list,
    parameters: { Status: "Finished" },
    json: JSON.stringify(pageOf(Math.ceil(15e6 / JSON.stringify(pageOf(1)).length))),
  },
} as const satisfies Record<string, Case>;

export type CaseName = keyof typeof cases;
