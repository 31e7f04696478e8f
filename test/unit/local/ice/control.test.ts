import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { controlRoutes } from "../../../../local/ice/control-routes.ts";
import type { LocalIce } from "../../../../local/ice/server.ts";
import { assumeRole, popCore, startTestIce } from "../../../support/wire/ice-clients.ts";
import { askControl } from "../../../support/wire/ice-control.ts";

let ice: LocalIce;
beforeAll(async () => {
  ice = await startTestIce();
});
afterAll(() => ice.close());
beforeEach(() => askControl(ice.url, "POST", "reset"));

const convert = "jobs/GetMediaConvertJob/a%2Fb";
const list = "jobs/ListBatchMediaProducingJobs/j";
const document = { Job: { State: "Inited" } };
const sampleJob = "******4579b5e748b99a27f6d6******";

describe("control refuses, and names what is wrong:", () => {
  it.each<[status: number, names: string, method: "GET" | "PUT" | "POST", path: string, body?: unknown]>([
    [404, "PUT /_control/jobs/<Operation>/<JobId>", "GET", "nothing"],
    [405, "POST /_control/reset", "GET", "reset"],
    [404, "GetMediaConvertJob", "PUT", "jobs/GetNothing/1", { document }],
    [400, "percent-encoded", "PUT", "jobs/GetMediaConvertJob/%E0", { document }],
    [404, "There is no PUT", "PUT", "jobs/GetMediaConvertJob/", { document }],
    [400, "not JSON", "PUT", convert, "{"],
    [400, "document", "PUT", convert, {}],
    [400, '"job"', "PUT", convert, { document, job: 1 }],
    [400, 'no "Job"', "PUT", convert, { document: { State: "Inited" } }],
    [400, '"Job.JobId" is "other", not "a/b"', "PUT", convert, { document: { Job: { JobId: "other" } } }],
    [
      400,
      "script.0: give looks or seconds",
      "PUT",
      convert,
      { document, script: [{ state: "A", looks: 1, seconds: 1 }] },
    ],
    [400, "every step but the last", "PUT", convert, { document, script: [{ state: "A" }, { state: "B" }] }],
    [400, "script.0.looks", "PUT", convert, { document, script: [{ state: "A", looks: 0 }] }],
    [400, "exactly one job", "PUT", list, { document: { EditingBatchJobList: [{}, {}] } }],
    [400, "/_control/assets/", "PUT", "jobs/BatchGetYikeAssetMediaInfos/1", { document }],
    [400, '"MediaId" is "n", not "m"', "PUT", "assets/m", { document: { MediaId: "n" } }],
    [
      400,
      '"toString" is unknown: it must be one of reset-before-head',
      "POST",
      "faults",
      { fault: "toString" },
    ],
    [400, "fault: must be one of reset-before-head", "POST", "faults", {}],
    [400, "code: must be a code, such as MissingParameter", "POST", "faults", { fault: "code" }],
    [400, "forMs", "POST", "faults", { fault: "refused", forMs: 60_001 }],
    [400, "operation", "POST", "faults", { fault: "stall", operation: "GetNothing" }],
    [400, "times", "POST", "faults", { fault: "stall", times: 0 }],
    [400, '"everyMs"', "POST", "faults", { fault: "stall", everyMs: 5 }],
    [400, "status", "POST", "faults", { fault: "status", status: 200 }],
    [
      400,
      "not possible for GetMediaConvertJob",
      "POST",
      "faults",
      { fault: "empty-page", operation: "GetMediaConvertJob" },
    ],
    [400, "not possible for AssumeRole", "POST", "faults", { fault: "no-job", operation: "AssumeRole" }],
    [400, "probability", "POST", "faults", { fault: "random", probability: 2 }],
    [400, '"stal"', "POST", "faults", { fault: "random", probability: 1, among: ["stal"] }],
    [400, "either advanceSeconds or now", "POST", "clock", {}],
    [400, "now", "POST", "clock", { now: "tomorrow" }],
    [400, "now", "POST", "clock", { now: "2026-02-30T00:00:00Z" }],
    [400, "years 1970 to 9999", "POST", "clock", { advanceSeconds: 1e300 }],
    [400, "years 1970 to 9999", "POST", "clock", { advanceSeconds: -1e11 }],
    [400, "advanceSeconds", "POST", "clock", '{"advanceSeconds":1e400}'],
  ])("%d %s", async (status, names, method, path, body) => {
    const refused = await askControl(ice.url, method, path, body);
    expect(refused.document.error).toContain(names);
    expect(refused.status).toBe(status);
  });

  it("who calls from another origin", async () => {
    const headers = { origin: "https://example.com" };
    const response = await fetch(`${ice.url}/_control/reset`, { method: "POST", headers });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("https://example.com");
  });
});

describe("control", () => {
  const ask = () => popCore(ice.url, ice.user);

  it("puts a job under any ID, filling the ID in", async () => {
    expect((await askControl(ice.url, "PUT", convert, { document })).status).toBe(200);
    const { RequestId, Job } = await ask()("GetMediaConvertJob", { JobId: "a/b" });
    expect(JSON.parse(JSON.stringify(Job))).toMatchObject({ State: "Inited", JobId: "a/b" });
    expect(RequestId).toMatch(/^[0-9A-F-]{36}$/);
  });

  it("gives a job without a creation time the current one, and keeps one that is there", async () => {
    await askControl(ice.url, "POST", "clock", { now: "2030-01-02T03:04:05Z" });
    const CreateTime = "2020-01-01T00:00:00Z";
    await askControl(ice.url, "PUT", convert, { document });
    await askControl(ice.url, "PUT", `${convert}2`, { document: { Job: { State: "Inited", CreateTime } } });
    const { Job: first } = await ask()("GetMediaConvertJob", { JobId: "a/b" });
    expect(first.CreateTime).toMatch(/^2030-01-02T03:04:\d\dZ$/);
    const { Job: second } = await ask()("GetMediaConvertJob", { JobId: "a/b2" });
    expect(second.CreateTime).toBe(CreateTime);
  });

  it("points out states that are unknown, with the nearest known one", async () => {
    const script = [
      { state: "Runing", looks: 1, set: { Percent: 40 } },
      { state: "Elsewhere", looks: 1 },
      { state: "Success" },
    ];
    const { status, document: put } = await askControl(ice.url, "PUT", convert, { document, script });
    expect([status, put.notes]).toEqual([
      200,
      [expect.stringContaining("Did you mean Running?"), expect.stringContaining("Known states are: Inited")],
    ]);
    const { Job } = await ask()("GetMediaConvertJob", { JobId: "a/b" });
    expect(Job).toMatchObject({ State: "Runing", Percent: 40 });
    const known = await askControl(ice.url, "PUT", convert, { document });
    expect(known.document).not.toHaveProperty("notes");
  });

  it("takes a listed job as an answer that lists it, or alone", async () => {
    await askControl(ice.url, "PUT", list, { document: { EditingBatchJobList: [{ Status: "Init" }] } });
    await askControl(ice.url, "PUT", `${list}2`, { document: { Status: "Processing" } });
    const { document } = await askControl(ice.url, "GET", "jobs");
    expect(document.jobs).toContainEqual({
      operation: "ListBatchMediaProducingJobs",
      id: "j",
      state: "Init",
    });
    expect(document.jobs).toContainEqual({
      operation: "ListBatchMediaProducingJobs",
      id: "j2",
      state: "Processing",
    });
  });

  it("puts assets", async () => {
    await askControl(ice.url, "PUT", "assets/m", { document: { MediaBasicInfo: {} } });
    const { MediaInfos, IgnoredList } = await ask()("BatchGetYikeAssetMediaInfos", { MediaIds: "n,m" });
    expect(JSON.parse(JSON.stringify(MediaInfos))).toEqual([{ MediaBasicInfo: {}, MediaId: "m" }]);
    expect(IgnoredList).toEqual(["n"]);
    expect((await askControl(ice.url, "GET", "assets")).document.assets).toContain("m");
  });

  it("moves the clock by and to", async () => {
    const advanced = await askControl(ice.url, "POST", "clock", { advanceSeconds: 3600 });
    expect(Date.parse(advanced.document.now)).toBeGreaterThan(Date.now() + 3_500_000);
    const set = await askControl(ice.url, "POST", "clock", { now: "2030-01-02T03:04:05Z" });
    expect(set.document.now).toMatch(/^2030-01-02T03:04:05/);
  });

  it("resets everything but the credentials", async () => {
    const session = await assumeRole(ice);
    await askControl(ice.url, "PUT", convert, { document });
    await askControl(ice.url, "PUT", "assets/m", { document: {} });
    await askControl(ice.url, "PUT", `jobs/GetMediaConvertJob/${sampleJob}`, { document });
    await askControl(ice.url, "POST", "faults", { fault: "throttled", times: 5 });
    await askControl(ice.url, "POST", "clock", { advanceSeconds: 10_000 });
    await askControl(ice.url, "POST", "reset");

    const ask = popCore(ice.url, session);
    expect((await ask("GetMediaConvertJob", { JobId: sampleJob })).Job.State).toBe("Success");
    await expect(ask("GetMediaConvertJob", { JobId: "a/b" })).rejects.toMatchObject({
      code: "ResourceNotFound",
    });
    expect((await ask("BatchGetYikeAssetMediaInfos", { MediaIds: "m" })).IgnoredList).toEqual(["m"]);
    expect((await askControl(ice.url, "GET", "requests")).document.requests).toHaveLength(3);
  });
});

describe("the request log", () => {
  it("hands out each request once when it is drained", async () => {
    await popCore(ice.url, ice.user)("BatchGetYikeAssetMediaInfos", { MediaIds: "m" });
    const drain = async () => (await askControl(ice.url, "DELETE", "requests")).document.requests;
    expect(await drain()).toMatchObject([{ operation: "BatchGetYikeAssetMediaInfos" }]);
    expect(await drain()).toEqual([]);
  });
});

it("every control request stands in the document", async () => {
  const document = await readFile("docs/reference/local-control.md", "utf8");
  for (const route of Object.keys(controlRoutes)) expect(document).toContain(`| \`${route}\` |`);
});

describe("the server", () => {
  it("tells a visitor what is here", async () => {
    const routes = expect.arrayContaining(["POST /_control/reset"]);
    expect((await askControl(ice.url, "GET", "")).document.routes).toEqual(routes);
    const response = await fetch(`${ice.url}/_control`);
    expect([response.status, await response.json()]).toEqual([200, { routes }]);
    expect(await (await fetch(ice.url)).text()).toContain("POST /_control/reset\n");
  });

  it("says that its port is taken", async () => {
    const port = Number(new URL(ice.url).port);
    await expect(startTestIce({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("closes while a call is still waiting, and twice", async () => {
    const other = await startTestIce();
    await askControl(other.url, "POST", "faults", { fault: "stall" });
    const waiting = popCore(other.url, other.user)("GetMediaConvertJob", { JobId: "x" });
    const failed = expect(waiting).rejects.toMatchObject({
      message: expect.stringContaining("socket hang up"),
    });
    await expect
      .poll(async () => (await askControl(other.url, "GET", "requests")).document.requests.length)
      .toBe(1);
    await other.close();
    await other.close();
    await failed;
  });
});
