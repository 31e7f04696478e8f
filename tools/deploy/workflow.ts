import { catalogue } from "../../shared/errors/catalogue.ts";
import type { Operation } from "../../shared/operation.ts";
import { deployedName, functionArn, type Target } from "./target.ts";

/** A state of CloudFlow's Flow Definition Language: a key that ends in `.$` holds an expression. */
export interface State {
  readonly Type: "Task" | "Choice" | "Wait" | "Pass" | "Map" | "Succeed" | "Fail";
  readonly Name: string;
  readonly [field: string]: unknown;
}

/** A flow: the `Definition` of CloudFlow's `CreateFlow`. */
export interface Workflow {
  readonly Type: "StateMachine";
  readonly Name: string;
  readonly SpecVersion: "v1";
  readonly StartAt: string;
  readonly States: readonly State[];
}

/** Makes a flow with its function's name. It starts at the first state. */
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

/** Errors that a retry can help: the catalogue's, and Function Compute's own. */
const transient = [
  ...Object.entries(catalogue).flatMap(([code, { retryable }]) => (retryable ? [code] : [])),
  "FC.ResourceThrottled",
  "FC.ResourceExhausted",
  "FC.InternalServerError",
  "FC.Unknown",
];

/**
 * A Task that invokes the operation's function. Its retries last through an outage of up to 15 minutes.
 * @param event the function's event: `{body: …}`, or `{"body.$": …}` with an expression
 */
export function invoke(
  operation: Operation,
  target: Target,
  event: Readonly<Record<string, unknown>>,
  { Name, ...rest }: Omit<State, "Type"> & { readonly Name: string },
): State {
  const resourceArn = `${functionArn(operation.functionName, target)}/${target.qualifier ?? "LATEST"}`;
  return {
    Type: "Task",
    Name,
    Action: "FC:InvokeFunction",
    TaskMode: "RequestComplete",
    Parameters: { resourceArn, invocationType: "Sync", ...event },
    Retry: [
      {
        Description: "errors that a retry can help",
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

/** Continues at another state after an error. The error's name and text are that state's input. */
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

/** Ends the flow as failed. CloudFlow can't compute code and detail: the error is in the output of the state before. */
export function fail(name: string, detail: string): State {
  return { Type: "Fail", Name: name, Code: name, Detail: detail, End: true };
}
