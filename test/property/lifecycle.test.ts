import fc from "fast-check";
import { expect, test } from "vitest";
import { operations } from "../../functions/index.ts";
import { lifecycleOf } from "../../shared/job/lifecycle.ts";
import { isObject, member } from "../../shared/json/value.ts";
import type { JobFields, JobOperation, ListOperation } from "../../shared/operation.ts";
import { anyJson, nearly } from "../support/unit/arbitrary.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { invoke } from "../support/unit/invoke.ts";
import { sampleOf, sampleParameters } from "../support/unit/samples.ts";

const operationsWithJobs = operations.flatMap((operation) =>
  operation.kind === "batch" ? [] : [[operation.name, operation as JobOperation | ListOperation] as const],
);
const now = Date.parse("2025-01-02T03:04:05Z");
const phases = ["pending", "running", "succeeded", "failed", "cancelled", "unknown"];

function isLifecycle(lifecycle: unknown, model: JobFields) {
  const { phase, state, done, partial, progress, retryAfter } = lifecycle as Record<string, unknown>;
  expect(phases).toContain(phase);
  expect(phase).toBe(
    Object.hasOwn(model.phases, state as string) ? model.phases[state as string] : "unknown",
  );
  expect(done).toBe(["succeeded", "failed", "cancelled"].includes(phase as string));
  if (partial) expect(phase).toBe("succeeded");
  if (progress !== undefined)
    expect(Number.isInteger(progress) && within(progress as number, 0, 100)).toBe(true);
  if (done) expect(retryAfter).toBeUndefined();
  else expect(Number.isInteger(retryAfter) && within(retryAfter as number, 1, 300)).toBe(true);
}

const within = (value: number, least: number, most: number) => value >= least && value <= most;

/** The part of the documented sample that is a job, or the list of them. */
function sampleJob(operation: JobOperation | ListOperation): unknown {
  const sample = sampleOf(operation.name);
  if (operation.kind === "list") return sample[operation.itemsField];
  return operation.jobField === "" ? sample : sample[operation.jobField];
}

test.each(operationsWithJobs)("%s: any JSON has a lifecycle", (_, operation) => {
  fc.assert(
    fc.property(fc.oneof(anyJson, nearly(sampleJob(operation))), (value) => {
      for (const job of Array.isArray(value) ? value : [value])
        isLifecycle(lifecycleOf(operation, job, now), operation);
    }),
    fuzz,
  );
});

test.each(operationsWithJobs)("%s: any answer is shaped, or has no job", async (name, operation) => {
  await fc.assert(
    fc.asyncProperty(nearly(sampleOf(name)), fc.constantFrom("raw", "decoded"), async (document, view) => {
      fc.pre(isObject(document));
      const given = { ...sampleParameters[name], view };
      const { body, error } = await invoke({ operation, parameters: given, respond: () => document });
      if (error) {
        expect(error.name).toBe("NotFound");
        return;
      }
      if (operation.kind === "job") isLifecycle(body.lifecycle, operation);
      const items = operation.kind === "list" ? member(body, operation.itemsField) : [];
      for (const item of Array.isArray(items) ? items : [])
        if (isObject(item)) isLifecycle(item.lifecycle, operation);
    }),
    fuzz,
  );
});
