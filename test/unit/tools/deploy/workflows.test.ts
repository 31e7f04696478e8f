import { describe, expect, test } from "vitest";
import { operations } from "../../../../functions/index.ts";
import type {
  Document,
  JobFields,
  JobOperation,
  ListOperation,
  Operation,
} from "../../../../shared/operation.ts";
import { workflowOf } from "../../../../tools/deploy/artefacts.ts";
import { mostPages } from "../../../../tools/deploy/sweep-workflow.ts";
import { mostLooks } from "../../../../tools/deploy/wait-workflow.ts";
import type { State, Workflow } from "../../../../tools/deploy/workflow.ts";
import { execute } from "../../../support/unit/cloudflow.ts";
import {
  inState,
  type ScriptedWorkflowHost,
  type Step,
  scriptedWorkflowHost,
} from "../../../support/unit/scripted-workflow-host.ts";

const target = { account: "1234567890123456", region: "cn-shanghai", stage: "" };
const start = Date.parse("2026-01-01T00:00:00Z");
const withJobs = (operations as readonly Operation[]).filter((each) => each.kind !== "batch");
const singles = withJobs.filter((each) => each.kind === "job");
const list = withJobs.find((each) => each.kind === "list") as ListOperation;

const definition = (operation: Operation) => workflowOf(operation, target) as Workflow;
const wordFor = ({ phases }: JobFields, phase: string) =>
  Object.keys(phases).find((word) => phases[word] === phase) as string;

/** Every name that a state goes on to. */
function nexts({ Next, Default, Branches = [], Catch = [] }: State): string[] {
  const rules = [...(Branches as { Next: string }[]), ...(Catch as { Next: string }[])];
  return [Next, Default, ...rules.map((rule) => rule.Next)].filter((name) => name !== undefined) as string[];
}

describe.each(withJobs)("the definition for $name", (operation) => {
  const { StartAt, States } = definition(operation);

  test("leads from its start to every state, and from each on or to an end", () => {
    const names = States.map(({ Name }) => Name);
    const reached = new Set([StartAt, ...States.flatMap(nexts)]);
    expect([...reached].sort()).toEqual([...names].sort());
    for (const state of States) expect(state.End === true || nexts(state).length > 0).toBe(true);
    for (const state of States.filter(({ Type }) => Type === "Choice")) expect(state.Default).toBeDefined();
  });

  test("describes each retry and each catch, as CloudFlow wants it", () => {
    const rules = States.flatMap(({ Retry = [], Catch = [] }) => [
      ...(Retry as object[]),
      ...(Catch as object[]),
    ]);
    expect(rules.length).toBeGreaterThan(1);
    for (const rule of rules) expect(rule).toMatchObject({ Description: expect.stringMatching(/\w/) });
  });
});

describe.each(singles)("waiting by $name", (operation) => {
  const pending = wordFor(operation, "running");
  const run = async (steps: readonly Step[]) => {
    const world = scriptedWorkflowHost(operation, steps, start);
    return { ...(await execute(definition(operation), { [operation.idField]: "a-job" }, world)), world };
  };

  test("ends with a small part of a job that succeeded", async () => {
    const done = wordFor(operation, "succeeded");
    const { status, output, trace, world } = await run([
      inState(operation, pending),
      inState(operation, pending),
      inState(operation, done),
    ]);
    expect(status).toBe("Succeeded");
    expect(output).toMatchObject({
      looks: 3,
      answer: { lifecycle: { phase: "succeeded", state: done, done: true } },
    });
    expect(trace.filter((name) => name === "Hold")).toHaveLength(2);
    expect(world.events.map(({ [operation.idField]: id }) => id)).toEqual(["a-job", "a-job", "a-job"]);
    expect(JSON.stringify(output).length).toBeLessThan(1_000);
  });

  test("waits as long as the answer says", async () => {
    const created = operation.createdField;
    const job = created ? { [created]: "2025-12-31T23:50:00Z" } : {};
    const { world } = await run([
      inState(operation, pending, job),
      inState(operation, wordFor(operation, "succeeded")),
    ]);
    expect(world.naps).toEqual([created ? 35 : 30]);
  });

  test("tells a job that failed, with the job's own words in the output", async () => {
    const failed = wordFor(operation, "failed");
    const { status, code, output } = await run([inState(operation, failed, { Code: "QueryMaterialFailed" })]);
    expect({ status, code }).toEqual({ status: "Failed", code: "JobFailed" });
    const words = operation.failurePaths ? "FailureShotList" : "QueryMaterialFailed";
    expect(JSON.stringify(output)).toContain(words);
    expect(output).toMatchObject({ answer: { lifecycle: { phase: "failed", state: failed } } });
  });

  test("goes on through throttling, more slowly each time", async () => {
    const { status, world } = await run([
      { error: "Throttled" },
      { error: "FC.ResourceThrottled" },
      { error: "UpstreamUnavailable" },
      inState(operation, wordFor(operation, "succeeded")),
    ]);
    expect(status).toBe("Succeeded");
    expect(world.naps).toEqual([5, 10, 20]);
  });

  test("gives up on what does not pass after a quarter of an hour", async () => {
    const { status, code, output, world } = await run([{ error: "Throttled" }]);
    expect({ status, code }).toEqual({ status: "Failed", code: "CallFailed" });
    expect(output).toEqual({ code: "Throttled", detail: "{}" });
    expect(total(world)).toBe(915);
  });

  test.each(["UpstreamAccessDenied", "InvalidParameter"])("ends at once on %s", async (error) => {
    const { code, output, world } = await run([{ error }]);
    expect({ code, output, naps: world.naps }).toMatchObject({
      code: "CallFailed",
      output: { code: error },
      naps: [],
    });
  });

  test("tells a job that ICE does not know", async () => {
    const { code, output, world } = await run([{ error: "NotFound" }]);
    expect({ code, output, naps: world.naps }).toMatchObject({
      code: "UnknownJob",
      output: { code: "NotFound" },
      naps: [],
    });
  });

  test("does not take a new word of ICE's for an end", async () => {
    const { status, output } = await run([
      inState(operation, "Hibernating"),
      inState(operation, wordFor(operation, "succeeded")),
    ]);
    expect({ status, output }).toMatchObject({ status: "Succeeded", output: { looks: 2 } });
  });

  test("ends even if the job never does, within the events that an execution has", async () => {
    const { code, output, trace, world } = await run([inState(operation, pending)]);
    expect({ code, output }).toMatchObject({ code: "JobNotDone", output: { looks: mostLooks } });
    expect(trace.length * 4).toBeLessThan(5_000);
    expect(total(world)).toBeGreaterThan(2 * 3_600);
  });
});

test("a cancelled job has an end of its own", async () => {
  const operation = singles.find((each) => wordFor(each, "cancelled")) as JobOperation;
  const world = scriptedWorkflowHost(operation, [inState(operation, "Cancelled")], start);
  expect(await execute(definition(operation), { JobId: "a" }, world)).toMatchObject({ code: "JobCancelled" });
});

describe("sweeping a list", () => {
  const items = list.itemsField;
  const job = (JobId: string, Status: string) => ({ JobId, Status, InputConfig: "x".repeat(5_000) });
  const page = (jobs: Document[], more?: Document): Step => ({
    document: { RequestId: "r", [items]: jobs },
    additions: more ?? {},
  });
  const more = (token: string): Document => ({
    stopped: { reason: "limit" },
    next: {
      StartTime: "2025-12-31T21:00:00Z",
      NextToken: token,
      MaxResults: 100,
      pages: 1,
      fields: [`${items}[].JobId`, `${items}[].lifecycle`],
    },
  });
  const run = async (steps: readonly Step[]) => {
    const world = scriptedWorkflowHost(list, steps, start);
    return { ...(await execute(definition(list), { since: "3h" }, world)), world };
  };

  test("takes every page, and each job on the way of its phase", async () => {
    const { status, output, trace, world } = await run([
      page([job("a", "Finished"), job("b", "Failed")], more("t1")),
      page([job("c", "Processing"), job("d", "Nonsense")], more("t2")),
      page([]),
    ]);
    expect({ status, output }).toEqual({ status: "Succeeded", output: { pages: 3, jobs: 4 } });
    expect(trace.filter((name) => /^(Succeeded|Failed|Open)$/.test(name))).toEqual([
      "Succeeded",
      "Failed",
      "Open",
      "Open",
    ]);
    expect(world.events[0]).toMatchObject({ since: "3h", pages: 1 });
    expect(world.events.slice(1).map(({ NextToken }) => NextToken)).toEqual(["t1", "t2"]);
  });

  test("reads nothing that ICE may leave out: the list, a job's ID, its state", async () => {
    const withoutList: Step = { document: { RequestId: "r" }, additions: {} };
    expect(await run([withoutList])).toMatchObject({ status: "Succeeded", output: { pages: 1, jobs: 0 } });
    expect(await run([page([{}, { JobId: "a" }])])).toMatchObject({ output: { pages: 1, jobs: 2 } });
  });

  test("holds a page of the most jobs in CloudFlow's 64 KiB", async () => {
    const jobs = Array.from({ length: 100 }, (_, index) => job(`${index}`.padStart(32, "0"), "Processing"));
    expect((await run([page(jobs)])).output).toEqual({ pages: 1, jobs: 100 });
  });

  test("goes on through throttling", async () => {
    const { status, world } = await run([{ error: "Throttled" }, page([])]);
    expect({ status, naps: world.naps }).toEqual({ status: "Succeeded", naps: [5] });
  });

  test("ends if the pages never do, within the events that an execution has", async () => {
    const jobs = Array.from({ length: 100 }, (_, index) => job(`${index}`, "Finished"));
    const { code, trace, world } = await run([page(jobs, more("t"))]);
    expect(code).toBe("TooManyJobs");
    expect(world.events).toHaveLength(mostPages);
    expect(trace.length * 4).toBeLessThan(5_000);
  });

  test("tells pages that lead nowhere, and a call that failed", async () => {
    expect((await run([page([], { stopped: { reason: "repeatedToken" } })])).code).toBe("CutShort");
    expect(await run([{ error: "UpstreamAccessDenied" }])).toMatchObject({
      code: "CallFailed",
      output: { code: "UpstreamAccessDenied" },
    });
  });
});

function total({ naps }: ScriptedWorkflowHost): number {
  return naps.reduce((sum, seconds) => sum + seconds, 0);
}
