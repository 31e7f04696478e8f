// First: it loads what sends requests, without its debug output.
import "./fc2.ts";
import { operations } from "../functions/index.ts";
import type { Document, Operation } from "../shared/operation.ts";
import { systemClock } from "../shared/runtime/clock.ts";
import { follow } from "./follow.ts";
import { type ClientOptions, createInvoke } from "./invoke.ts";
import type { AnswerOf, OperationName, ParametersOf, Raw, ReshapedOf, Reshaping } from "./types.ts";
import { UsageError } from "./usage-error.ts";

export { FunctionError } from "./function-error.ts";
export { InvocationError } from "./invocation-error.ts";
export type { ClientOptions, Credentials } from "./invoke.ts";
export type { AnswerOf, OperationName, ParametersOf } from "./types.ts";
export { UsageError } from "./usage-error.ts";

/** Calls the deployed functions. */
export interface Client {
  /**
   * One call of one function.
   * @throws FunctionError the function's own, of the catalogue; InvocationError whatever else came in place of an answer
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
   * Calls again with `next` for as long as an answer has one, and yields each answer. A `next` that was asked before
   * ends it. With `wait`, the time for all calls together, a failure that may pass does not end it.
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

/** @throws UsageError that names the option that is wrong */
export function createClient(options: ClientOptions): Client {
  const invoke = createInvoke(options);
  const call = (name: OperationName) => {
    const operation = operationOf(name);
    return (parameters: Document) => invoke(operation, parameters);
  };
  // What the functions answer is not checked again: they have, and say so in their logs.
  return {
    invoke: async (name: OperationName, parameters: Document) => call(name)(parameters),
    follow: (name: OperationName, parameters: Document) => follow(call(name), parameters, systemClock),
  } as Client;
}

function operationOf(name: OperationName): Operation {
  const operation = operations.find((each) => each.name === name);
  if (!operation) throw new UsageError(`there is no operation ${name}`);
  return operation;
}
