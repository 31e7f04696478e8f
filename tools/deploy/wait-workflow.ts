import type { JobModel, Operation } from "../../shared/operation.ts";
import type { Target } from "./target.ts";
import { fail, invoke, onError, type Workflow, workflow } from "./workflow.ts";

/**
 * A look is about a dozen events of an execution's 5,000 at most: this leaves room for retries. It is two hours of
 * looks every thirty seconds, and almost nine at the pace that suits a job's age.
 */
export const mostLooks = 250;

/**
 * The flow that waits for one job, `{"JobId": "…"}` its input: looks, waits as long as the answer says, looks again.
 * It ends with a small part of the job as its output.
 */
export function waitWorkflow(operation: Operation & { job: JobModel }, target: Target): Workflow {
  const { id } = operation.job;
  const body = { [`${id}.$`]: `$Context.Execution.Input.${id}`, fields: smallPart(operation.job) };
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
      "The job failed. Its state, and its own code where it has one, are the output of Look.",
    ),
    fail("JobCancelled", "The job was cancelled. Its state is in the output of Look."),
    fail(
      "JobNotDone",
      `The job was not done after ${mostLooks} looks. How it fared is in the output of Look.`,
    ),
    fail("UnknownJob", "ICE knows no such job. What it said is the output of Look."),
    fail("CallFailed", "The job could not be looked at. The error is the output of Look."),
  ]);
}

/** What a workflow needs of a job: whole documents may not fit in its 64 KiB. */
function smallPart({ at, id, state, failures = ["Code", "Message"] }: JobModel): string[] {
  const inJob = (field: string) => (at === "" ? field : `${at}.${field}`);
  return [...[id, state, ...failures].map(inJob), "lifecycle"];
}
