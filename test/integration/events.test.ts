import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { operation as convert } from "../../functions/get-media-convert-job/operation.ts";
import { operation as produce } from "../../functions/list-batch-media-producing-jobs/operation.ts";
import { type Cloud, startCloud } from "../../local/cloud.ts";
import type { Operation } from "../../shared/operation.ts";
import { type Got, invoke3 } from "../support/cloud/callers.ts";
import {
  cloudEvent,
  notificationEvent,
  queueEvent,
  scheduleEvent,
  timerEvent,
} from "../support/unit/events.ts";
import { sampleParameters } from "../support/unit/samples.ts";
import { controlIce, requestsAt } from "../support/wire/ice-control.ts";

const { JobId } = sampleParameters[convert.name] as { JobId: string };
const done = notificationEvent("MediaConvertComplete", { JobId, Status: "Fail", Code: "not to be trusted" });
const produced = notificationEvent("BatchProduceMediaComplete", { JobId: "batch-1", Status: "Finished" });

describe.each([
  { as: "its payload", invokeAsHttp: false },
  { as: "an HTTP event", invokeAsHttp: true },
])("an event that the built function gets as $as", ({ invokeAsHttp }) => {
  const lines: string[] = [];
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await startCloud({ invokeAsHttp, log: (_, line) => lines.push(line) });
  });
  afterAll(() => cloud?.close());
  beforeEach(() => controlIce(cloud.iceUrl, "POST", "reset"));

  const invoke = (operation: Operation, event: unknown) => invoke3(cloud, operation.functionName, event);

  /** The log line of an answer's invocation. */
  async function logOf({ requestId }: Got) {
    const find = () => lines.map((line) => JSON.parse(line)).find((each) => each.requestId === requestId);
    await expect.poll(find).toBeDefined();
    return find();
  }

  test.each([
    ["eventbridge", "a CloudEvent", cloudEvent({ JobId })],
    ["eventbridge", "a schedule", scheduleEvent(JSON.stringify({ JobId }))],
    ["notification", "a notification", done],
    ["notification", "a notification in a CloudEvent", cloudEvent(done)],
    ["notification", "a notification in a queue's message", queueEvent(JSON.stringify(done))],
    ["timer", "a timer", timerEvent({ JobId })],
    ["direct", "the parameters", { JobId }],
  ])("%s: %s", async (caller, _, event) => {
    const got = await invoke(convert, event);
    expect(got.error).toBe(false);
    expect(got.document).toMatchObject({ Job: { JobId }, lifecycle: { phase: "succeeded" } });
    expect((await requestsAt(cloud.iceUrl)).map(({ parameters }) => parameters.JobId)).toEqual([JobId]);
    expect(await logOf(got)).toMatchObject({ caller, outcome: "answered", ids: { count: 1 } });
  });

  test("a notification for a list asks for the one job in it", async () => {
    const job = { JobId: "batch-1", Status: "Finished" };
    await controlIce(cloud.iceUrl, "PUT", `jobs/${produce.name}/batch-1`, { document: job });
    const { document } = await invoke(produce, produced);
    expect(document[produce.itemsField].map((each: { JobId: string }) => each.JobId)).toEqual(["batch-1"]);
  });

  test("a schedule's time is the time of reference", async () => {
    const event = scheduleEvent('{"since":"1h"}');
    await invoke(produce, { ...event, time: "2025-01-02T11:04:00+08:00" });
    const [asked] = await requestsAt(cloud.iceUrl);
    expect(asked?.parameters).toMatchObject({
      StartTime: "2025-01-02T02:04:00Z",
      EndTime: "2025-01-02T03:04:00Z",
    });
  });

  test.each([
    ["a notification of another operation", convert, produced, "InvalidEvent", "EventType"],
    ["a batch of events", convert, [cloudEvent({ JobId })], "InvalidEvent", "event"],
    [
      "a timer with a parameter beside its payload",
      convert,
      { ...timerEvent({}), JobId },
      "InvalidEvent",
      "JobId",
    ],
    ["a schedule whose text is no JSON", convert, scheduleEvent("JobId=a"), "InvalidEvent", "data.UserData"],
    ["an unknown name with null", convert, { JobId, Jobs: null }, "UnknownParameter", "Jobs"],
  ] as const)("%s is refused, and ICE is not asked", async (_, operation, event, code, parameter) => {
    const { error, document } = await invoke(operation, event);
    expect([error, document.code]).toEqual([true, code]);
    expect(document.errors[0].parameter).toBe(parameter);
    expect(await requestsAt(cloud.iceUrl)).toEqual([]);
  });

  test("an unknown name beside a timer's members is drift", async () => {
    const got = await invoke(convert, { ...timerEvent({ JobId }), triggerRegion: "cn-shanghai" });
    expect(got.error).toBe(false);
    expect((await logOf(got)).drift).toContainEqual({
      path: "triggerRegion",
      kind: "unknown member of the event",
    });
  });

  test("more than 256 KiB are refused", async () => {
    const { document } = await invoke(convert, cloudEvent({ JobId: "x".repeat(256 * 1024) }));
    expect(document.code).toBe("PayloadTooLarge");
  });
});
