import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { operations } from "../../functions/index.ts";
import { type Cloud, startCloud } from "../../local/cloud.ts";
import { accountId } from "../../local/fc/manifest.ts";
import type { JobFields, ListOperation, Operation } from "../../shared/operation.ts";
import { artefacts } from "../../tools/deploy/artefacts.ts";
import { mostLooks } from "../../tools/deploy/wait-workflow.ts";
import type { Workflow } from "../../tools/deploy/workflow.ts";
import { cloudWorkflowHost } from "../support/cloud/cloud-workflow-host.ts";
import { execute } from "../support/unit/cloudflow.ts";
import { inState } from "../support/unit/scripted-workflow-host.ts";
import { controlIce } from "../support/wire/ice-control.ts";

const all = operations as readonly Operation[];
const singles = all.filter((each) => each.kind === "job");
const [list] = all.filter((each) => each.kind === "list") as [ListOperation];

const files = artefacts({ account: accountId, region: "cn-shanghai", stage: "" });
const definition = ({ functionName }: Operation): Workflow =>
  parse(files.get(`workflows/${functionName}.yaml`) as string);

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ log: () => {} });
});
afterAll(() => cloud?.close());
beforeEach(() => controlIce(cloud.iceUrl, "POST", "reset", {}));

const word = ({ phases }: JobFields, phase: string) =>
  Object.keys(phases).find((each) => phases[each] === phase) as string;

describe.each(singles)("the workflow of $functionName against the built function", (operation) => {
  const id = "a-job";
  const place = (script: object[]) => {
    const { document } = inState(operation, "", { [operation.idField]: id });
    return controlIce(cloud.iceUrl, "PUT", `jobs/${operation.name}/${id}`, { document, script });
  };
  const run = async (jobId = id) => {
    const naps: number[] = [];
    return {
      ...(await execute(
        definition(operation),
        { [operation.idField]: jobId },
        cloudWorkflowHost(cloud, naps),
      )),
      naps,
    };
  };

  test("waits until the job has succeeded", async () => {
    await place([{ state: word(operation, "running"), looks: 3 }, { state: word(operation, "succeeded") }]);
    const { status, output, naps } = await run();
    expect(status).toBe("Succeeded");
    expect(output).toMatchObject({ looks: 4, answer: { lifecycle: { phase: "succeeded" } } });
    expect(naps).toHaveLength(3);
  });

  test("tells that the job failed", async () => {
    await place([{ state: word(operation, "running"), looks: 1 }, { state: word(operation, "failed") }]);
    expect(await run()).toMatchObject({
      code: "JobFailed",
      output: { answer: { lifecycle: { phase: "failed" } } },
    });
  });

  test("goes on through throttling", async () => {
    await place([{ state: word(operation, "succeeded") }]);
    // Three tries in the function are one look.
    await controlIce(cloud.iceUrl, "POST", "faults", {
      fault: "throttled",
      operation: operation.name,
      times: 3,
    });
    const { status, naps } = await run();
    expect({ status, naps }).toEqual({ status: "Succeeded", naps: [5] });
  });

  test("ends though the job never does", async () => {
    await place([{ state: word(operation, "running") }]);
    expect(await run()).toMatchObject({ code: "JobNotDone", output: { looks: mostLooks } });
  });

  test("tells that nobody knows the job", async () => {
    expect(await run("nobody-knows")).toMatchObject({ code: "UnknownJob", output: { code: "NotFound" } });
  });
});

describe("the sweep against the built function", () => {
  const created = (minutesAgo: number) =>
    `${new Date(Date.now() - minutesAgo * 60_000).toISOString().slice(0, 19)}Z`;
  const place = (JobId: string, Status: string, minutesAgo: number) =>
    controlIce(cloud.iceUrl, "PUT", `jobs/${list.name}/${JobId}`, {
      document: { JobId, Status, CreateTime: created(minutesAgo) },
    });
  const run = (input: object) => execute(definition(list), input, cloudWorkflowHost(cloud));

  test("takes the jobs of its time, over every page, each on its way", async () => {
    for (let index = 0; index < 120; index += 1)
      await place(
        `job-${index}`,
        index % 3 === 0 ? "Finished" : index % 3 === 1 ? "Failed" : "Processing",
        index,
      );
    await place("older", "Finished", 200);
    const { status, output, trace } = await run({ since: "3h" });
    expect({ status, output }).toEqual({ status: "Succeeded", output: { pages: 2, jobs: 120 } });
    for (const way of ["Succeeded", "Failed", "Open"])
      expect(trace.filter((name) => name === way)).toHaveLength(40);
  });

  test("tells that its input is no duration", async () => {
    expect(await run({ since: "yesterday" })).toMatchObject({
      code: "CallFailed",
      output: { code: "InvalidParameter", detail: expect.stringContaining("since") },
    });
  });
});
