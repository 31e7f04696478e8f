import { jobOf, lifecycleOf } from "../../../shared/job/lifecycle.ts";
import type { Document, JobOperation, ListOperation } from "../../../shared/operation.ts";
import type { Additions } from "../../../shared/response/additions.ts";
import { viewOf } from "../../../shared/response/view.ts";
import { validateFor } from "../../../shared/validation/all-rules.ts";
import type { WorkflowHost } from "./cloudflow.ts";
import { sampleOf } from "./samples.ts";
import { answerOf } from "./upstream.ts";

/** What ICE says, and what the function adds to it beside lifecycles. */
export interface Said {
  readonly document: Document;
  readonly additions: Additions;
}

/** What the function answers to one event: what ICE would have said, or the name of its error. */
export type Step = Said | { readonly error: string };

/** A host whose clock a test moves, with one function that answers step by step; the last step stays. */
export interface ScriptedWorkflowHost extends WorkflowHost {
  readonly events: Document[];
  readonly naps: number[];
}

/** Checks each event as the deployed function does, and shapes each answer as it does. */
export function scriptedWorkflowHost(
  operation: JobOperation | ListOperation,
  steps: readonly Step[],
  start: number,
): ScriptedWorkflowHost {
  const events: Document[] = [];
  const naps: number[] = [];
  const now = () => start + 1000 * naps.reduce((sum, seconds) => sum + seconds, 0);
  return {
    events,
    naps,
    sleep: async (seconds) => void naps.push(seconds),
    async invoke(_, event) {
      const step = steps[Math.min(events.length, steps.length - 1)] as Step;
      events.push(event as Document);
      if ("error" in step) throw Object.assign(new Error("{}"), { name: step.error });
      const { controls } = validateFor(operation, event as Document, "direct", now());
      const view = viewOf(operation, controls);
      const answer = answerOf(step.document);
      const lifecycle = (job: unknown) => lifecycleOf(operation, job, now());
      const { lists, additions } =
        operation.kind === "job"
          ? { lists: {}, additions: { lifecycle: lifecycle(jobOf(operation, step.document)) } }
          : {
              lists: {
                [operation.itemsField]: view.items(answer, operation.itemsField, lifecycle) ?? [],
              },
              additions: {},
            };
      return JSON.parse(view.shape({ answer, lists, additions: { ...additions, ...step.additions } }).json);
    },
  };
}

/** The documented sample's answer, its job in another state. */
export function inState(operation: JobOperation, state: string, job: Document = {}): Said {
  const { jobField, stateField } = operation;
  const sample = sampleOf(operation.name);
  const changed = {
    ...(jobField === "" ? sample : (sample[jobField] as Document)),
    ...job,
    [stateField]: state,
  };
  return { document: jobField === "" ? changed : { ...sample, [jobField]: changed }, additions: {} };
}
