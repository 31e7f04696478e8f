import fc from "fast-check";
import { expect, test } from "vitest";
import { operations } from "../../functions/index.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import { lifecycleOf } from "../../shared/job/lifecycle.ts";
import { member, select } from "../../shared/json/value.ts";
import type { Document, JobModel, Operation } from "../../shared/operation.ts";
import { shape } from "../../shared/response/shape.ts";
import { anyJson, nearly } from "../support/unit/arbitrary.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { sampleOf } from "../support/unit/samples.ts";

const operationsWithJobs = operations.flatMap((operation: Operation) =>
  operation.job ? [[operation.name, operation.job, operation] as const] : [],
);
const now = Date.parse("2025-01-02T03:04:05Z");
const phases = ["pending", "running", "succeeded", "failed", "cancelled", "unknown"];

function isLifecycle(lifecycle: unknown, model: JobModel) {
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

test.each(operationsWithJobs)("%s: any JSON has a lifecycle", (name, model) => {
  const [sample] = select(sampleOf(name), model.at);
  fc.assert(
    fc.property(fc.oneof(anyJson, nearly(sample)), (job) => {
      isLifecycle(lifecycleOf(model, job, now), model);
    }),
    fuzz,
  );
});

test.each(operationsWithJobs)("%s: any answer is shaped, or has no job", (name, model, operation) => {
  fc.assert(
    fc.property(nearly(sampleOf(name)), fc.constantFrom("raw", "decoded"), (document, view) => {
      fc.pre(typeof document === "object" && document !== null && !Array.isArray(document));
      const asked = { document: document as Document, additions: {} };
      try {
        const { answer } = shape(operation, asked, { view: view as "raw" }, now);
        const items = operation.pages ? member(answer, operation.pages.items) : [answer];
        for (const item of Array.isArray(items) ? items : []) {
          const lifecycle = member(item, "lifecycle");
          if (lifecycle !== undefined) isLifecycle(lifecycle, model);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError);
        expect(error).toMatchObject({ code: "NotFound" });
      }
    }),
    fuzz,
  );
});
