import { sampleTextOf } from "../support/unit/samples.ts";

export const sample = (operation: string) => JSON.parse(sampleTextOf(operation));

export const times = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));

/** A page of jobs as the documented sample has one, each with an ID of its own. */
export function pageOf(count: number) {
  const page = sample("ListBatchMediaProducingJobs");
  const [job] = page.EditingBatchJobList;
  const jobs = times(count, (index) => ({ ...job, JobId: `job-${index}` }));
  return { ...page, MaxResults: count, NextToken: "", EditingBatchJobList: jobs };
}

/** The answer to a batch as the documented sample has one, each asset with an ID of its own. */
export function assetsOf(count: number) {
  const answer = sample("BatchGetYikeAssetMediaInfos");
  const [asset] = answer.MediaInfos;
  const assets = times(count, (index) => ({ ...asset, MediaId: `asset-${index}` }));
  return { ...answer, IgnoredList: [], MediaInfos: assets };
}
