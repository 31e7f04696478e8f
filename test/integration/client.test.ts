import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realIceFromEnvironment } from "../../cli/lib/real-ice.ts";
import { localTargetFromEnvironment } from "../../cli/lib/target.ts";
import { type ClientOptions, createClient } from "../../client/index.ts";
import { type Cloud, startCloud, startWithRealIce } from "../../local/cloud.ts";
import { createRoleSessions } from "../../local/fc/role-sessions.ts";
import { runCommand } from "../support/cloud/commands.ts";
import { sampleOf, sampleParameters } from "../support/unit/samples.ts";
import { controlIce } from "../support/wire/ice-control.ts";

let cloud: Cloud;
let local: ClientOptions;
beforeAll(async () => {
  cloud = await startCloud({ log: () => {} });
  local = localTargetFromEnvironment({ PORT: new URL(cloud.url).port });
});
afterAll(() => cloud.close());

const JobId = String(sampleParameters.GetMediaConvertJob?.JobId);
const listJob = (id: string) =>
  controlIce(cloud.iceUrl, "PUT", `jobs/ListBatchMediaProducingJobs/${id}`, {
    document: { JobId: id, JobType: "Script", Status: "Finished", CreateTime: "2024-01-01T00:00:00Z" },
  });

describe("the client, to the functions on this machine", () => {
  it("gets the documented job, with its lifecycle", async () => {
    const answer = await createClient(local).invoke("GetMediaConvertJob", { JobId });
    expect(answer).toMatchObject(sampleOf("GetMediaConvertJob"));
    expect(answer.lifecycle).toMatchObject({ phase: "succeeded", done: true });
  });

  it("takes many IDs as a list or as a text", async () => {
    const client = createClient(local);
    const [one, other] = await Promise.all([
      client.invoke("BatchGetYikeAssetMediaInfos", { MediaIds: ["a", "b"] }),
      client.invoke("BatchGetYikeAssetMediaInfos", { MediaIds: "a,b" }),
    ]);
    expect(one).toMatchObject({ IgnoredList: ["a", "b"], missing: [], unanswered: [] });
    expect(other).toMatchObject({ IgnoredList: ["a", "b"] });
  });

  it("follows next through every page", async () => {
    for (const id of ["page-a", "page-b", "page-c"]) await listJob(id);
    const parameters = { JobType: "Script", MaxResults: 1, pages: 1 } as const;
    const ids: (string | undefined)[] = [];
    for await (const answer of createClient(local).follow("ListBatchMediaProducingJobs", parameters))
      ids.push(...(answer.EditingBatchJobList ?? []).map((job) => job.JobId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(["page-a", "page-b", "page-c"]));
  });

  it("rejects with the function's error", async () => {
    await expect(
      createClient(local).invoke("GetLiveEditingJob", { JobId: "nobody's" }),
    ).rejects.toMatchObject({
      code: "NotFound",
      requestId: expect.stringMatching(/^1-/),
      upstream: { code: "ResourceNotFound" },
    });
  });

  it.each<[string, () => Partial<ClientOptions>, string]>([
    ["a stage that is not deployed", () => ({ stage: "nowhere" }), "FunctionNotFound"],
    ["a qualifier that is not there", () => ({ qualifier: "blue" }), "FunctionNotFound"],
    [
      "a wrong secret",
      () => ({ credentials: { accessKeyId: "local", accessKeySecret: "wrong" } }),
      "AccessDenied",
    ],
  ])("%s", async (_, options, code) => {
    const client = createClient({ ...local, ...options() });
    await expect(client.invoke("GetMediaConvertJob", { JobId })).rejects.toMatchObject({ code });
  });
});

describe("the functions on this machine, to the real ICE", () => {
  it("ask it with the environment's credentials, for whoever is on this machine", async () => {
    const roles = createRoleSessions(cloud.iceUrl, cloud.user, Date.now);
    const session = await roles.source("acs:ram::1000000000000001:role/reader");
    const environment = {
      REGION: "cn-shanghai",
      ICE_ENDPOINT: cloud.iceUrl,
      ALIBABA_CLOUD_ACCESS_KEY_ID: session.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: session.accessKeySecret,
      ALIBABA_CLOUD_SECURITY_TOKEN: session.securityToken,
    };
    const host = await startWithRealIce({ ...realIceFromEnvironment(environment), log: () => {} });
    try {
      const query = new URLSearchParams({ JobId, fields: "lifecycle.phase" });
      const url = `${host.url}/GetMediaConvertJob?${query}`;
      expect(await (await fetch(url)).json()).toEqual({ lifecycle: { phase: "succeeded" } });
      const foreign = await fetch(url, { headers: { origin: "https://example.com" } });
      expect(foreign.status).toBe(403);

      const smoke = await runCommand(["smoke"], { PORT: new URL(host.url).port });
      expect([smoke.code, smoke.stderr]).toEqual([0, ""]);
      expect(await (await fetch(host.url)).text()).toContain("the real ICE");
    } finally {
      await host.close();
    }
  });
});
