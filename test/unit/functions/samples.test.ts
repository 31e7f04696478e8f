import { expect, test } from "vitest";
import { operation as liveEditing } from "../../../functions/get-live-editing-job/operation.ts";
import { operations } from "../../../functions/index.ts";
import { operation as listing } from "../../../functions/list-batch-media-producing-jobs/operation.ts";
import { exampleParameters, exampleTime, sampleJob, sampleOf } from "../../../functions/samples.ts";
import { valueAt } from "../../../functions/subject.ts";
import { invoke } from "../../support/unit/invoke.ts";
import { testJob, testList } from "../../support/unit/operations.ts";

test("an operation whose folder has no sample has none", () => {
  expect(sampleOf(testJob)).toBeUndefined();
});

test.each(operations.map((each) => [each.name, each] as const))(
  "%s: the example's parameters ask for what the sample answers",
  async (_, operation) => {
    const sample = sampleOf(operation) ?? {};
    const parameters = exampleParameters(operation);
    const { body, log } = await invoke({ operation, parameters, respond: () => sample });
    expect(log).toMatchObject({ level: "info", outcome: "answered" });
    if (operation.kind === "batch")
      expect([parameters.MediaIds, body.missing]).toEqual([valueAt(sample, "MediaInfos.0.MediaId"), []]);
  },
);

test.each([
  [listing, "2023-06-09T07:36:48.000Z"],
  [liveEditing, "2020-12-23T14:33:40.000Z"],
] as const)("$name: the example's time is an hour after the sample's job was made", (operation, time) => {
  expect(exampleTime(operation)).toBe(time);
});

test("where no sample tells it, a time can't be made up", () => {
  const { createdField: _, ...timeless } = testJob;
  for (const operation of [testJob, timeless]) expect(() => exampleTime(operation)).toThrow(RangeError);
});

test("where there is no sample, a new job has its ID and its creation time alone", () => {
  const made = { Id: "a-thing", Created: "2024-01-02T03:04:05Z" };
  const time = Date.parse(made.Created);
  expect(sampleJob(testJob, "a-thing", time)).toEqual({ Thing: made });
  expect(sampleJob(testList, "a-thing", time)).toEqual(made);
  const { createdField: _, ...timeless } = testJob;
  expect(sampleJob(timeless, "a-thing", time)).toEqual({ Thing: { Id: "a-thing" } });
});
