import { createClient, FunctionError, InvocationError } from "ims-functions";

const client = createClient({
  accountId: "1234567890123456",
  region: "cn-shanghai",
  // An access key, or a function that is asked for one before every call.
  credentials: async () => ({
    accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID ?? "",
    accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET ?? "",
    securityToken: process.env.ALIBABA_CLOUD_SECURITY_TOKEN ?? "",
  }),
});

/** Waits for a transcoding job, an hour at most. True: it succeeded. Undefined: it is not done, or the answer is not known. */
export async function hasSucceeded(JobId: string, signal: AbortSignal): Promise<boolean | undefined> {
  try {
    const { lifecycle } = await client.waitFor(
      "GetMediaConvertJob",
      { JobId, wait: 3600 },
      { signal, onPoll: ({ lifecycle: { phase, progress } }) => console.log(phase, progress) },
    );
    return lifecycle.done ? lifecycle.phase === "succeeded" : undefined;
  } catch (error) {
    if (error instanceof FunctionError && error.code === "NotFound") return false;
    if (error instanceof InvocationError && error.retryable) return undefined;
    throw error;
  }
}

/** The IDs of all quick video production jobs that were created in the last day and failed. */
export async function failedSinceYesterday(): Promise<string[]> {
  const ids: string[] = [];
  const parameters = { since: "1d", pages: "all", MaxResults: 100 } as const;
  for await (const answer of client.follow("ListBatchMediaProducingJobs", parameters))
    for (const { JobId, lifecycle } of answer.EditingBatchJobList)
      if (JobId && lifecycle.phase === "failed") ids.push(JobId);
  return ids;
}
