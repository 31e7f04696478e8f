import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { operations } from "../../../../functions/index.ts";
import { samplesOf } from "../../../../functions/samples.ts";
import type { LocalIce } from "../../../../local/ice/server.ts";
import type { Operation } from "../../../../shared/operation.ts";
import { sampleOf } from "../../../support/unit/samples.ts";
import { type Answer, type Ask, popCore, startTestIce } from "../../../support/wire/ice-clients.ts";
import { askControl } from "../../../support/wire/ice-control.ts";

let ice: LocalIce;
let ask: Ask;
let now = Date.now();
beforeAll(async () => {
  ice = await startTestIce({ clock: () => now });
  ask = popCore(ice.url, ice.user);
});
afterAll(() => ice.close());
beforeEach(async () => {
  now = Date.now();
  await askControl(ice.url, "POST", "reset");
});

const list = "ListBatchMediaProducingJobs";
const batch = "BatchGetYikeAssetMediaInfos";
const sample = (name: string) => sampleOf(name) as Answer;

/** Through JSON, because pop-core's objects have no prototype. */
const plain = (answer: Answer) => JSON.parse(JSON.stringify(answer));

describe("the documented samples", () => {
  it.each([
    ["GetYikeStoryboardJob", sample("GetYikeStoryboardJob").JobId],
    ["GetLiveEditingJob", sample("GetLiveEditingJob").LiveEditingJob.JobId],
    ["GetMediaConvertJob", ` ${sample("GetMediaConvertJob").Job.JobId} `],
  ])("%s comes as documented", async (name, JobId) => {
    expect(plain(await ask(name, { JobId }))).toEqual(plain(sample(name)));
  });

  it("are all there, under the IDs they carry", async () => {
    const { document } = await askControl(ice.url, "GET", "jobs");
    const named = operations.filter(({ kind }) => kind !== "batch").map(({ name }) => name);
    const listed: string[] = document.jobs.map((job: { operation: string }) => job.operation);
    expect([...new Set(listed)]).toEqual(named);
  });

  it("has a transcoding job with JSON in strings, as the vendor's SDKs expect it", async () => {
    const wire = samplesOf(operations.find(({ name }) => name === "GetMediaConvertJob") as Operation)[1];
    const { JobId } = plain(wire).Job;
    const { Job } = plain(await ask("GetMediaConvertJob", { JobId }));
    expect(Job.JobId).not.toBe(sample("GetMediaConvertJob").Job.JobId);
    const outputs = [...Job.Config.Outputs, ...Job.Config.OutputGroups[0].Outputs];
    const texts = [
      Job.UserData,
      ...outputs.flatMap(({ Features, OverrideParams }) => [Features, OverrideParams]),
    ];
    expect(texts).toHaveLength(5);
    for (const text of texts) expect(JSON.parse(text)).toBeTypeOf("object");
    expect(texts.every((text) => typeof text === "string")).toBe(true);
  });

  it("lists the job", async () => {
    const { EditingBatchJobList, NextToken, MaxResults } = await ask(list, {});
    expect(plain(EditingBatchJobList)).toEqual(sample(list).EditingBatchJobList);
    expect(NextToken).toBeUndefined();
    expect(MaxResults).toBe(10);
  });

  it("finds the asset and ignores the other, each once", async () => {
    const [found, ignored] = [sample(batch).MediaInfos[0].MediaId, sample(batch).IgnoredList[0]];
    const answer = await ask(batch, { MediaIds: `${ignored}, ${found} ,${found},` });
    expect(plain(answer.MediaInfos)).toEqual(sample(batch).MediaInfos);
    expect(answer.IgnoredList).toEqual([ignored]);
  });
});

describe("parameters", () => {
  it.each([
    ["MissingParameter", "GetMediaConvertJob", {}],
    ["MissingParameter", "GetMediaConvertJob", { JobId: " " }],
    ["ResourceNotFound", "GetMediaConvertJob", { JobId: "nobody" }],
    ["MissingParameter", batch, {}],
    ["InvalidParameter", batch, { MediaIds: Array.from({ length: 11 }, (_, index) => index).join() }],
    ["InvalidParameter", list, { MaxResults: 0 }],
    ["InvalidParameter", list, { MaxResults: 101 }],
    ["InvalidParameter", list, { MaxResults: "1e1" }],
    ["InvalidParameter", list, { StartTime: "2023-02-30T00:00:00Z" }],
    ["InvalidParameter", list, { EndTime: "2023-06-09 06:36:48" }],
    ["InvalidParameter", list, { SortBy: "newest" }],
    ["InvalidParameter", list, { NextToken: "8EqYpQbZ6Eh7+Zz8DxVYoQ==" }],
  ])("%s: %s %j", async (code, name, parameters) => {
    await expect(ask(name, parameters as Record<string, string>)).rejects.toMatchObject({ code });
  });

  it("that are wrong are named", async () => {
    await expect(ask(list, { MaxResults: 0 })).rejects.toThrow('"MaxResults" is not valid');
    await expect(ask("GetLiveEditingJob", {})).rejects.toThrow('"JobId" is mandatory');
  });
});

describe("a list", () => {
  /** 25 jobs, a minute apart, every fifth of another type, every third one failed. */
  async function putJobs(): Promise<string[]> {
    const ids = Array.from({ length: 25 }, (_, index) => `job-${String(index).padStart(2, "0")}`);
    for (const [index, id] of ids.entries()) {
      const CreateTime = new Date(Date.UTC(2024, 0, 1, 0, index)).toISOString().replace(".000", "");
      const JobType = index % 5 === 0 ? "Smart_Mix" : "Script";
      const document = { CreateTime, JobType, Status: index % 3 === 0 ? "Failed" : "Finished" };
      await askControl(ice.url, "PUT", `jobs/${list}/${id}`, { document });
    }
    return ids;
  }

  const idsOf = (answer: Answer): string[] =>
    answer.EditingBatchJobList.map(({ JobId }: { JobId: string }) => JobId);

  async function walk(parameters: Record<string, string | number>): Promise<string[][]> {
    const pages: string[][] = [];
    let token: string | undefined;
    do {
      const answer = await ask(list, token ? { ...parameters, NextToken: token } : parameters);
      pages.push(idsOf(answer));
      token = answer.NextToken;
      if (token) expect(token).toMatch(/^[\w+/]{22}==$/);
    } while (token && pages.length < 30);
    return pages;
  }

  it("comes by pages, the newest first, each job once", async () => {
    const ids = await putJobs();
    const pages = await walk({ StartTime: "2024-01-01T00:00:00Z", MaxResults: 10 });
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(pages.flat()).toEqual(ids.toReversed());
  });

  it("comes the oldest first when asked so, with both ends of the range", async () => {
    const ids = await putJobs();
    const range = { StartTime: "2024-01-01T00:03:00Z", EndTime: "2024-01-01T00:12:00Z" };
    expect(await walk({ ...range, SortBy: "asc", MaxResults: 5 })).toEqual([
      ids.slice(3, 8),
      ids.slice(8, 13),
    ]);
  });

  it("is filtered by ID, type and state", async () => {
    await putJobs();
    expect((await walk({ JobId: "job-07" })).flat()).toEqual(["job-07"]);
    expect((await walk({ JobType: "Smart_Mix", Status: "Failed" })).flat()).toEqual(["job-15", "job-00"]);
    expect((await walk({ Status: "Processing" })).flat()).toEqual([]);
  });

  it("takes a token only with the filters that it was issued for, and with any size", async () => {
    await putJobs();
    const { NextToken } = await ask(list, { JobType: "Script", MaxResults: 3 });
    expect(idsOf(await ask(list, { JobType: "Script", MaxResults: 1, NextToken }))).toEqual(["job-21"]);
    const other = ask(list, { JobType: "Smart_Mix", MaxResults: 3, NextToken });
    await expect(other).rejects.toMatchObject({ code: "InvalidParameter" });
  });
});

describe("a script", () => {
  const put = (script: unknown[]) =>
    askControl(ice.url, "PUT", "jobs/GetMediaConvertJob/scripted", { document: { Job: {} }, script });
  const state = async () => (await ask("GetMediaConvertJob", { JobId: "scripted" })).Job.State;
  const states = async (count: number) => {
    const seen: string[] = [];
    for (let look = 0; look < count; look += 1) seen.push(await state());
    return seen;
  };

  it("goes on after so many looks", async () => {
    await put([{ state: "Inited", looks: 1 }, { state: "Running", looks: 2 }, { state: "Complete" }]);
    expect(await states(5)).toEqual(["Inited", "Running", "Running", "Complete", "Complete"]);
  });

  it("goes on after so many seconds, however seldom it is looked at", async () => {
    await put([{ state: "Inited", seconds: 2 }, { state: "Running", seconds: 3 }, { state: "Complete" }]);
    expect(await states(2)).toEqual(["Inited", "Inited"]);
    now += 2000;
    expect(await state()).toBe("Running");
    now += 2999;
    expect(await state()).toBe("Running");
    now += 1;
    expect(await state()).toBe("Complete");
    await put([{ state: "Inited", seconds: 2 }, { state: "Running", seconds: 3 }, { state: "Complete" }]);
    await askControl(ice.url, "POST", "clock", { advanceSeconds: 5 });
    expect(await state()).toBe("Complete");
  });

  it("begins a timed state when a look ends the one before", async () => {
    await put([{ state: "Inited", looks: 1 }, { state: "Running", seconds: 2 }, { state: "Success" }]);
    await state();
    now += 60_000;
    expect(await state()).toBe("Running");
    now += 2000;
    expect(await state()).toBe("Success");
  });

  it("may go backwards", async () => {
    await put([{ state: "Complete", looks: 1 }, { state: "Running" }]);
    expect(await states(2)).toEqual(["Complete", "Running"]);
  });

  it("moves a listed job, and a listing is a look", async () => {
    const document = { EditingBatchJobList: [{ CreateTime: "2024-01-01T00:00:00Z" }] };
    const script = [{ state: "Processing", looks: 2 }, { state: "Finished" }];
    await askControl(ice.url, "PUT", `jobs/${list}/listed`, { document, script });
    const listed = async (filter: Record<string, string>) =>
      (await ask(list, { JobId: "listed", ...filter })).EditingBatchJobList.map(
        ({ Status }: { Status: string }) => Status,
      );
    expect(await listed({})).toEqual(["Processing"]);
    expect(await listed({ Status: "Finished" })).toEqual([]);
    expect(await listed({ Status: "Processing" })).toEqual(["Processing"]);
    expect(await listed({ Status: "Finished" })).toEqual(["Finished"]);
  });
});
