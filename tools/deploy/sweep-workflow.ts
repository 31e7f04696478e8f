import type { ListOperation } from "../../shared/operation.ts";
import type { Target } from "./target.ts";
import { fail, invoke, onError, type State, type Workflow, workflow } from "./workflow.ts";

/** Jobs per page. With the fields taken of each, a page has about 20 of the 64 KiB that a state may hold. */
const pageSize = 100;

/** Each job takes a few of the 5,000 events of an execution. */
export const mostPages = 6;

/**
 * The flow that sweeps a list. Its input is `{"since": "3h"}`. It handles the list page by page and sorts each job by its
 * phase. Teams replace the three states Succeeded, Failed and Open by their own tasks.
 */
export function sweepWorkflow(operation: ListOperation, target: Target): Workflow {
  const { idField, itemsField, sizeField } = operation;
  const fields = [idField, "lifecycle"].map((field) => `${itemsField}[].${field}`);
  return workflow(operation, target, [
    {
      Type: "Pass",
      Name: "Start",
      OutputConstructor: {
        pages: 0,
        jobs: 0,
        query: { "since.$": "$Context.Execution.Input.since", [sizeField]: pageSize, pages: 1, fields },
      },
      Next: "List",
    },
    invoke(
      operation,
      target,
      { "body.$": "$Input.query" },
      {
        Name: "List",
        OutputConstructor: {
          "pages.$": "intAdd($Input.pages, 1)",
          "jobs.$": `intAdd($Input.jobs, length($Output.Body.${itemsField}))`,
          "answer.$": "$Output.Body",
        },
        Catch: [onError("anything", ["FnF.ALL"], "CallFailed")],
        Next: "EachJob",
      },
    ),
    {
      Type: "Map",
      Name: "EachJob",
      ItemsPath: `$Input.answer.${itemsField}`,
      Processor: { StartAt: "Sort", States: eachJob() },
      OutputConstructor: {
        "pages.$": "$Input.pages",
        "jobs.$": "$Input.jobs",
        "answer.$": "$Input.answer",
      },
      Next: "More",
    },
    {
      Type: "Choice",
      Name: "More",
      Branches: [
        { Condition: `"next" in $Input.answer && $Input.pages >= ${mostPages}`, Next: "TooManyJobs" },
        { Condition: '"next" in $Input.answer', Next: "Turn" },
        { Condition: '"stopped" in $Input.answer', Next: "CutShort" },
      ],
      Default: "Done",
    },
    {
      Type: "Pass",
      Name: "Turn",
      OutputConstructor: {
        "pages.$": "$Input.pages",
        "jobs.$": "$Input.jobs",
        "query.$": "$Input.answer.next",
      },
      Next: "List",
    },
    {
      Type: "Succeed",
      Name: "Done",
      OutputConstructor: { "pages.$": "$Input.pages", "jobs.$": "$Input.jobs" },
      End: true,
    },
    fail("TooManyJobs", `More than ${mostPages * pageSize} jobs: sweep more often, over a shorter period.`),
    fail("CutShort", "The list is not complete. The reason is in the output of EachJob."),
    fail("CallFailed", "The jobs could not be listed. The error is in the output of List."),
  ]);
}

/** Each way ends with the job as it came: nothing of it is read but its phase, which is always there. */
function eachJob(): State[] {
  const way = (name: string): State => ({ Type: "Pass", Name: name, End: true });
  return [
    {
      Type: "Choice",
      Name: "Sort",
      Branches: [
        { Condition: '$Input.lifecycle.phase == "succeeded"', Next: "Succeeded" },
        { Condition: '$Input.lifecycle.phase == "failed"', Next: "Failed" },
      ],
      Default: "Open",
    },
    way("Succeeded"),
    way("Failed"),
    way("Open"),
  ];
}
