import { expect, onTestFinished, test } from "vitest";
import { operation as convert } from "../../functions/get-media-convert-job/operation.ts";
import { operation as produce } from "../../functions/list-batch-media-producing-jobs/operation.ts";
import { type CloudOptions, startCloud } from "../../local/cloud.ts";
import { controlIce, requestsAt } from "../support/wire/ice-control.ts";

/** A cloud, and the log lines of its functions. */
async function watchedCloud(options: CloudOptions) {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into a log line at any depth.
  const lines: any[] = [];
  const log = (_: string, line: string) => void lines.push(JSON.parse(line));
  const cloud = await startCloud({ ...options, log });
  onTestFinished(() => cloud.close());
  return { cloud, lines };
}

test("when a scripted job ends, its function is invoked and asks for the job", async () => {
  const { cloud, lines } = await watchedCloud({ notifications: true });
  const convertJob = {
    document: { Job: {} },
    script: [{ state: "Running", seconds: 60 }, { state: "Complete" }],
  };
  const produceJob = { document: {}, script: [{ state: "Processing", seconds: 60 }, { state: "Failed" }] };
  await controlIce(cloud.iceUrl, "PUT", `jobs/${convert.name}/scripted`, convertJob);
  await controlIce(cloud.iceUrl, "PUT", `jobs/${produce.name}/batch`, produceJob);
  await controlIce(cloud.iceUrl, "PUT", `jobs/${convert.name}/plain`, {
    document: { Job: { State: "Complete" } },
  });
  expect(await requestsAt(cloud.iceUrl)).toEqual([]);
  await controlIce(cloud.iceUrl, "POST", "clock", { advanceSeconds: 60 });
  await expect.poll(() => lines.length).toBe(2);
  const byOperation = Object.fromEntries(lines.map((line) => [line.operation, line]));
  expect(byOperation[convert.name]).toMatchObject({
    caller: "notification",
    outcome: "answered",
    phase: "succeeded",
    ids: { first: ["scripted"] },
  });
  expect(byOperation[produce.name]).toMatchObject({
    caller: "notification",
    outcome: "answered",
    ids: { first: ["batch"] },
  });
  expect(await requestsAt(cloud.iceUrl)).toHaveLength(2);
});
