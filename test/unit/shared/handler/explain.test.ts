import { expect, test } from "vitest";
import { operation as batch } from "../../../../functions/batch-get-yike-asset-media-infos/operation.ts";
import { operation as transcoding } from "../../../../functions/get-media-convert-job/operation.ts";
import { operation as listing } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import { version } from "../../../../shared/runtime/version.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { contextOf, credentials } from "../../../support/unit/context.ts";
import { invoke } from "../../../support/unit/invoke.ts";

const respond = () => {
  throw new Error("a call was made");
};
const explained = async (
  operation: Parameters<typeof invoke>[0]["operation"],
  parameters: object,
  more = {},
) => {
  const { body } = await invoke({
    operation,
    parameters: { ...parameters, explain: true },
    respond,
    ...more,
  });
  return body;
};

test("tells what would be asked, where, with which permission and in what time", async () => {
  const clock = scriptedClock(Date.parse("2025-01-02T03:04:05Z"));
  const parameters = {
    since: "1h",
    MaxResults: "50",
    view: "decoded",
    pages: 3,
    fields: "NextToken",
    explain: "true",
  };
  const { body, requests, log } = await invoke({ operation: listing, parameters, respond, clock });
  expect(body).toEqual({
    version,
    operation: "ListBatchMediaProducingJobs",
    endpoint: "https://ice.cn-shanghai.aliyuncs.com",
    ramAction: "ice:ListBatchMediaProducingJobs",
    parameters: { MaxResults: 50, StartTime: "2025-01-02T02:04:05Z", EndTime: "2025-01-02T03:04:05Z" },
    controls: { view: "decoded", pages: 3, fields: ["NextToken"] },
    calls: "1 to 3",
    budget: { totalMs: 59_000, perAttemptMs: 10_000, maxAttempts: 3 },
  });
  expect(requests).toEqual([]);
  expect(log).toMatchObject({ level: "info", outcome: "explained", attempts: 0 });
});

test.each([
  [transcoding, { JobId: "1" }, 1],
  [transcoding, { JobId: "1", wait: 30 }, "until the job is done, for at most 30 s"],
  [listing, {}, 1],
  [listing, { pages: 1 }, 1],
  [listing, { pages: 2 }, "1 to 2"],
  [listing, { pages: "all" }, "until the last page"],
  [batch, { MediaIds: "a" }, 1],
  [batch, { MediaIds: Array.from({ length: 21 }, (_, index) => `id${index}`) }, 3],
] as const)("$name %j takes as many calls: %j", async (operation, parameters, calls) => {
  expect((await explained(operation, parameters)).calls).toBe(calls);
});

test("an old instance has the same time for an invocation", async () => {
  const clock = scriptedClock();
  clock.pass(3_600_000);
  expect((await explained(transcoding, { JobId: "1" }, { clock })).budget.totalMs).toBe(59_000);
});

test("an attempt has no more time than the invocation", async () => {
  const context = contextOf({ function: { name: "test", memory: 512, timeout: 2 } });
  expect((await explained(transcoding, { JobId: "1" }, { context })).budget).toEqual({
    totalMs: 1_800,
    perAttemptMs: 1_800,
    maxAttempts: 3,
  });
});

test("needs no role, and shows no credential", async () => {
  const roleless = await explained(transcoding, { JobId: "1" }, { context: { credentials: {} } });
  expect(roleless.operation).toBe("GetMediaConvertJob");
  const text = JSON.stringify(await explained(transcoding, { JobId: "1" }));
  for (const secret of Object.values(credentials)) expect(text).not.toContain(secret);
});

test("explain=false asks", async () => {
  const parameters = { JobId: "1", explain: false };
  const { body } = await invoke({
    operation: transcoding,
    parameters,
    respond: () => ({ Job: { JobId: "1", State: "Running" } }),
  });
  expect(body.Job).toBeDefined();
});

test.each(["http", "apigateway", "timer"] as const)("is refused to %s", async (kind) => {
  const { body, requests } = await invoke({
    operation: transcoding,
    kind,
    parameters: { JobId: "1", explain: true },
    respond,
  });
  expect(body).toMatchObject({
    code: "InvalidParameter",
    errors: [{ parameter: "explain", problem: "is for direct callers only" }],
  });
  expect(requests).toEqual([]);
});
