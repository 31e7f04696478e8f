import "./load-first.ts";
import { operations } from "../functions/index.ts";
import type { Document, Operation } from "../shared/operation.ts";
import { systemClock } from "../shared/runtime/clock.ts";
import { follow } from "./follow.ts";
import { type ClientOptions, createInvoke } from "./invoke.ts";
import type { AnswerOf, OperationName, ParametersOf, Raw, ReshapedOf, Reshaping } from "./types.ts";
import { UsageError } from "./usage-error.ts";

export { FunctionError } from "./function-error.ts";
export { InvocationError } from "./invocation-error.ts";
export type { AccessKey, ClientOptions } from "./invoke.ts";
export type { AnswerOf, OperationName, ParametersOf } from "./types.ts";
export { UsageError } from "./usage-error.ts";

/** Calls the deployed functions. */
export interface Client {
  /**
   * One call of one function.
   * @throws FunctionError when the function answers with an error; InvocationError when the function does not answer
   */
  invoke<Name extends OperationName>(
    name: Name,
    parameters: ParametersOf<Name> & Raw,
  ): Promise<AnswerOf<Name>>;
  invoke<Name extends OperationName>(
    name: Name,
    parameters: ParametersOf<Name> & Reshaping,
  ): Promise<ReshapedOf<Name>>;

  /**
   * Yields each answer and calls again with its `next`, until an answer has none or repeats an earlier one. With `wait`,
   * which is the time for all calls together, errors that a retry can help do not end it.
   * @throws as `invoke`
   */
  follow<Name extends OperationName>(
    name: Name,
    parameters: ParametersOf<Name> & Raw,
  ): AsyncGenerator<AnswerOf<Name>, void>;
  follow<Name extends OperationName>(
    name: Name,
    parameters: ParametersOf<Name> & Reshaping,
  ): AsyncGenerator<ReshapedOf<Name>, void>;
}

/**
 * @throws UsageError that names the wrong option
 * @example
 * const client = createClient({ accountId, region: "cn-shanghai", credentials });
 * const { lifecycle } = await client.invoke("GetMediaConvertJob", { JobId });
 */
export function createClient(options: ClientOptions): Client {
  const invoke = createInvoke(options);
  const call = (name: OperationName) => {
    const operation = operationOf(name);
    return (parameters: Document) => invoke(operation, parameters);
  };
  // Answers are not checked: the functions check them and log differences.
  return {
    invoke: async (name: OperationName, parameters: Document) => call(name)(parameters),
    follow: (name: OperationName, parameters: Document) => follow(call(name), parameters, systemClock),
  } as Client;
}

function operationOf(name: OperationName): Operation {
  const operation = operations.find((each) => each.name === name);
  if (!operation) throw new UsageError(`There is no operation ${name}.`);
  return operation;
}
