import { sampleTextOf as documented } from "../support/unit/samples.ts";

const sample = (operation: string) => JSON.parse(documented(operation));

const times = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));

/** A page of jobs as the documented sample has one, each with an ID of its own. */
export function pageOf(count: number) {
  const page = sample("ListBatchMediaProducingJobs");
  const [job] = page.EditingBatchJobList;
  const jobs = times(count, (index) => ({ ...job, JobId: `job-${index}` }));
  return { ...page, MaxResults: count, NextToken: "", EditingBatchJobList: jobs };
}

function assetsOf(count: number) {
  const answer = sample("BatchGetYikeAssetMediaInfos");
  const [asset] = answer.MediaInfos;
  return {
    ...answer,
    IgnoredList: [],
    MediaInfos: times(count, (index) => ({ ...asset, MediaId: `asset-${index}` })),
  };
}

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
