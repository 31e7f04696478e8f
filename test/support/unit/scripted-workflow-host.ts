import type { Asked } from "../../../shared/calls/ask.ts";
import type { Document, Operation } from "../../../shared/operation.ts";
import { shape } from "../../../shared/response/shape.ts";
import { validate } from "../../../shared/validation/validate.ts";
import type { WorkflowHost } from "./cloudflow.ts";
import { sampleOf } from "./samples.ts";

/** What the function answers to one event: what ICE would have said, or the name of its error. */
export type Step = Asked | { readonly error: string };

/** A host whose clock a test moves, with one function that answers step by step; the last step stays. */
export interface ScriptedWorkflowHost extends WorkflowHost {
  readonly events: Document[];
  readonly naps: number[];
}

/** Checks each event as the deployed function does, and shapes each answer as it does. */
export function scriptedWorkflowHost(
  operation: Operation,
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
      const { controls } = validate(operation, event as Document, "direct", now());
      return shape(operation, step, controls, now()).answer;
    },
  };
}

/** The documented sample's answer, its job in another state. */
export function inState(operation: Operation, state: string, job: Document = {}): Asked {
  const { at, state: field } = operation.job ?? { at: "", state: "" };
  const sample = sampleOf(operation.name);
  const changed = { ...(at === "" ? sample : (sample[at] as Document)), ...job, [field]: state };
  return { document: at === "" ? changed : { ...sample, [at]: changed }, additions: {} };
}
