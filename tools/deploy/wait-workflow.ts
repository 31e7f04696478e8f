import type { JobOperation } from "../../shared/operation.ts";
import type { Target } from "./target.ts";
import { fail, invoke, onError, type Workflow, workflow } from "./workflow.ts";

/**
 * A look takes about twelve of an execution's 5,000 events, so this leaves room for retries. It is two hours with a look
 * every thirty seconds, and almost nine hours at the intervals of `retryAfter`.
 */
export const mostLooks = 250;

/**
 * The flow that waits for one job. Its input is the job's ID, such as `{"JobId": "…"}`. It looks, waits as long as the answer says, and looks
 * again. Its output is a small part of the job.
 */
export function waitWorkflow(operation: JobOperation, target: Target): Workflow {
  const { idField: id } = operation;
  const body = { [`${id}.$`]: `$Context.Execution.Input.${id}`, fields: smallPart(operation) };
  return workflow(operation, target, [
    { Type: "Pass", Name: "Start", OutputConstructor: { looks: 0 }, Next: "Look" },
    invoke(
      operation,
      target,
      { body },
      {
        Name: "Look",
        OutputConstructor: { "looks.$": "intAdd($Input.looks, 1)", "answer.$": "$Output.Body" },
        Catch: [
          onError("no such job", ["NotFound"], "UnknownJob"),
          onError("anything else", ["FnF.ALL"], "CallFailed"),
        ],
        Next: "Decide",
      },
    ),
    {
      Type: "Choice",
      Name: "Decide",
      Branches: [
        { Condition: '$Input.answer.lifecycle.phase == "succeeded"', Next: "Done" },
        { Condition: '$Input.answer.lifecycle.phase == "failed"', Next: "JobFailed" },
        { Condition: '$Input.answer.lifecycle.phase == "cancelled"', Next: "JobCancelled" },
        { Condition: `$Input.looks >= ${mostLooks}`, Next: "JobNotDone" },
      ],
      Default: "Hold",
    },
    { Type: "Wait", Name: "Hold", "Seconds.$": "$Input.answer.lifecycle.retryAfter", Next: "Look" },
    { Type: "Succeed", Name: "Done", End: true },
    fail(
      "JobFailed",
      "The job failed. Its state and its error code, if it has one, are in the output of Look.",
    ),
    fail("JobCancelled", "The job was cancelled. Its state is in the output of Look."),
    fail(
      "JobNotDone",
      `The job was not done after ${mostLooks} looks. Its last state is in the output of Look.`,
    ),
    fail("UnknownJob", "ICE has no such job. The error is in the output of Look."),
    fail("CallFailed", "The job could not be read. The error is in the output of Look."),
  ]);
}

/** The fields of a job that a workflow needs: whole documents may not fit in its 64 KiB. */
function smallPart({ jobField, idField, stateField, failurePaths }: JobOperation): string[] {
  const inJob = (field: string) => (jobField === "" ? field : `${jobField}.${field}`);
  return [...[idField, stateField, ...(failurePaths ?? ["Code", "Message"])].map(inJob), "lifecycle"];
}
