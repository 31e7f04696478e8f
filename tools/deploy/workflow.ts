import { catalogue } from "../../shared/errors/catalogue.ts";
import type { Operation } from "../../shared/operation.ts";
import { deployedName, functionArn, type Target } from "./target.ts";

/** A state of CloudFlow's Flow Definition Language: a key that ends in `.$` holds an expression. */
export interface State {
  readonly Type: "Task" | "Choice" | "Wait" | "Pass" | "Map" | "Succeed" | "Fail";
  readonly Name: string;
  readonly [field: string]: unknown;
}

/** A flow: what CloudFlow's `CreateFlow` takes as `Definition`. */
export interface Workflow {
  readonly Type: "StateMachine";
  readonly Name: string;
  readonly SpecVersion: "v1";
  readonly StartAt: string;
  readonly States: readonly State[];
}

/** A flow has its function's name; its first state is where it starts. */
export function workflow(
  operation: Operation,
  target: Target,
  states: readonly [State, ...State[]],
): Workflow {
  return {
    Type: "StateMachine",
    Name: deployedName(operation.functionName, target),
    SpecVersion: "v1",
    StartAt: states[0].Name,
    States: states,
  };
}

/** What passes by itself: the catalogue's retryable errors, and Function Compute's own of that kind. */
const transient = [
  ...Object.entries(catalogue).flatMap(([code, { retryable }]) => (retryable ? [code] : [])),
  "FC.ResourceThrottled",
  "FC.ResourceExhausted",
  "FC.InternalServerError",
  "FC.Unknown",
];

/**
 * A Task that invokes the operation's function. An outage of up to a quarter of an hour is waited out.
 * @param event the function's event: `{body: …}`, or `{"body.$": …}` with an expression
 */
export function invoke(
  operation: Operation,
  target: Target,
  event: Readonly<Record<string, unknown>>,
  { Name, ...rest }: Omit<State, "Type"> & { readonly Name: string },
): State {
  const resourceArn = `${functionArn(operation.functionName, target)}/LATEST`;
  return {
    Type: "Task",
    Name,
    Action: "FC:InvokeFunction",
    TaskMode: "RequestComplete",
    Parameters: { resourceArn, invocationType: "Sync", ...event },
    Retry: [
      {
        Description: "what passes by itself",
        Errors: transient,
        MaxAttempts: 8,
        IntervalSeconds: 5,
        BackoffRate: 2,
        MaxBackoffSeconds: 300,
      },
    ],
    ...rest,
  };
}

/** Goes on at another state after an error, with the error's name and text as that state's input. */
export function onError(description: string, errors: readonly string[], next: string) {
  return {
    Description: description,
    Errors: errors,
    OutputConstructor: {
      "code.$": "$Context.Current.Error.Code",
      "detail.$": "$Context.Current.Error.Detail",
    },
    Next: next,
  };
}

/** Ends the flow as failed. Code and detail can't be computed: the particulars are in the output of the state before. */
export function fail(name: string, detail: string): State {
  return { Type: "Fail", Name: name, Code: name, Detail: detail, End: true };
}
