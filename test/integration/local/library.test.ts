import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createClient, localTarget } from "../../../client/index.ts";
import { type LocalCloud, startCloud } from "../../../local/index.ts";

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.reset());
afterAll(() => cloud.close());

const client = () => createClient(localTarget(cloud));

describe("the local cloud as a library", () => {
  it("puts a job that goes through its script, and shows each state to the one who waits", async () => {
    await cloud.putJob("GetMediaConvertJob", "mine", {
      script: [{ state: "Running", looks: 1 }, { state: "Success" }],
    });
    const phases: string[] = [];
    const last = await client().waitFor(
      "GetMediaConvertJob",
      { JobId: "mine", wait: 20 },
      { onPoll: ({ lifecycle }) => phases.push(lifecycle.phase) },
    );
    expect(phases.at(-1)).toBe("succeeded");
    expect(last.Job).toMatchObject({ JobId: "mine", State: "Success" });
  });

  it.each(["GetYikeStoryboardJob", "GetLiveEditingJob", "GetMediaConvertJob"] as const)(
    "puts a job of %s without a document",
    async (name) => {
      await cloud.putJob(name, "new");
      const answer = await client().invoke(name, { JobId: "new" });
      expect(JSON.stringify(answer)).toContain('"new"');
    },
  );

  it("puts a job of a list without a document, created now", async () => {
    await cloud.putJob("ListBatchMediaProducingJobs", "new");
    const { EditingBatchJobList } = await client().invoke("ListBatchMediaProducingJobs", { since: "1h" });
    expect(EditingBatchJobList.map(({ JobId }) => JobId)).toEqual(["new"]);
  });

  it("takes documents as they are", async () => {
    const CreateTime = "2025-01-02T03:04:05Z";
    const document = { Job: { State: "Cancelled", CreateTime, UserData: '{"order":1}' } };
    await cloud.putJob("GetMediaConvertJob", "mine", { document });
    const answer = await client().invoke("GetMediaConvertJob", { JobId: "mine", view: "decoded" });
    expect(answer.Job).toEqual({ JobId: "mine", State: "Cancelled", CreateTime, UserData: { order: 1 } });
  });

  it("puts assets", async () => {
    await cloud.putAsset("picture", { MediaBasicInfo: { Title: "mine" } });
    const { MediaInfos } = await client().invoke("BatchGetYikeAssetMediaInfos", { MediaIds: ["picture"] });
    expect(MediaInfos).toEqual([{ MediaId: "picture", MediaBasicInfo: { Title: "mine" } }]);
  });

  it("plants faults and logs the requests that they strike", async () => {
    await cloud.putJob("GetMediaConvertJob", "mine");
    await cloud.plantFault({ fault: "throttled", operation: "GetMediaConvertJob" });
    await client().invoke("GetMediaConvertJob", { JobId: "mine" });
    const faultsOf = (requests: readonly { operation: string; fault: string | null }[]) =>
      requests.filter(({ operation }) => operation === "GetMediaConvertJob").map(({ fault }) => fault);
    expect(faultsOf(await cloud.requests())).toEqual(["throttled", null]);
    expect(faultsOf(await cloud.drainRequests())).toEqual(["throttled", null]);
    expect(await cloud.requests()).toEqual([]);
  });

  it("moves ICE's clock, and a job with it", async () => {
    await cloud.putJob("GetMediaConvertJob", "mine", {
      script: [{ state: "Running", seconds: 3600 }, { state: "Success" }],
    });
    const phase = async () =>
      (await client().invoke("GetMediaConvertJob", { JobId: "mine" })).lifecycle.phase;
    expect(await phase()).toBe("running");
    const before = await cloud.moveClock({ advanceSeconds: 0 });
    const after = await cloud.moveClock({ advanceSeconds: 3600 });
    expect(after.getTime() - before.getTime()).toBeGreaterThanOrEqual(3_600_000);
    expect(await phase()).toBe("succeeded");
  });

  it("says what is wrong with an order", async () => {
    await expect(cloud.plantFault({ fault: "sunshine" })).rejects.toMatchObject({
      name: "ControlError",
      status: 400,
      message: expect.stringContaining('"sunshine" is unknown'),
    });
    // @ts-expect-error: no job has this name
    await expect(cloud.putJob("GetNothing", "mine")).rejects.toThrow('There is no operation "GetNothing"');
  });
});

describe("a cloud that is disposed of", () => {
  it("closes its ports", async () => {
    const other = await startCloud();
    await other[Symbol.asyncDispose]();
    await expect(fetch(other.url)).rejects.toThrow();
    await expect(fetch(other.iceUrl)).rejects.toThrow();
  });
});
