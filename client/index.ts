/** The typed client: the package `ims-functions`. */
import "./load-first.ts";
import { operations } from "../functions/index.ts";
import type { Document, Operation } from "../shared/operation.ts";
import { systemClock } from "../shared/runtime/clock.ts";
import { untilAborted } from "./abort.ts";
import { follow } from "./follow.ts";
import { type ClientOptions, createInvoke } from "./invoke.ts";
import type { AnswerOf, FieldPaths, JobOperationName, OperationName, ParametersOf, View } from "./types.ts";
import { UsageError } from "./usage-error.ts";

export type { ErrorCode } from "../shared/errors/catalogue.ts";
export type { Lifecycle } from "../shared/job/lifecycle.ts";
export type { Stopped } from "../shared/response/additions.ts";
export { FunctionError } from "./function-error.ts";
export { InvocationError } from "./invocation-error.ts";
export type { AccessKey, ClientOptions } from "./invoke.ts";
export { type LocalAddress, type LocalTarget, localTarget } from "./local-target.ts";
export type {
  AnswerOf,
  DecodedAnswerOf,
  Explanation,
  FieldPaths,
  JobOperationName,
  OperationName,
  ParametersOf,
  View,
} from "./types.ts";
export { UsageError } from "./usage-error.ts";

/** What a call can be told beside its parameters. */
export interface CallOptions {
  /** Ends the call at once with the signal's reason. The function itself may go on until it is done. */
  readonly signal?: AbortSignal;
}

/** What a wait can be told beside its parameters. */
export interface WaitOptions<Answer> extends CallOptions {
  /** Receives every answer, the last one included: for progress. */
  readonly onPoll?: (answer: Answer) => void;
}

/** Calls the functions: the deployed ones or those in the local cloud. */
export interface Client {
  /**
   * One call of one function.
   * @throws FunctionError when the function answers with an error; InvocationError when the function does not answer
   * @example
   * const { Job, lifecycle } = await client.invoke("GetMediaConvertJob", { JobId, view: "decoded" });
   */
  invoke<
    Name extends OperationName,
    Shown extends View = "raw",
    Fields extends FieldPaths | undefined = undefined,
    Explain extends boolean | undefined = undefined,
  >(
    name: Name,
    parameters: ParametersOf<Name, Shown, Fields, Explain>,
    options?: CallOptions,
  ): Promise<AnswerOf<Name, Shown, Fields, Explain>>;

  /**
   * Yields each answer and calls again with its `next`, until an answer has none or repeats an earlier one. With `wait`,
   * which is the time in seconds for all calls together, errors that a retry can help do not end it.
   * @throws as `invoke`
   * @example
   * for await (const { EditingBatchJobList } of client.follow("ListBatchMediaProducingJobs", { since: "1d" })) …
   */
  follow<
    Name extends OperationName,
    Shown extends View = "raw",
    Fields extends FieldPaths | undefined = undefined,
    Explain extends boolean | undefined = undefined,
  >(
    name: Name,
    parameters: ParametersOf<Name, Shown, Fields, Explain>,
    options?: CallOptions,
  ): AsyncGenerator<AnswerOf<Name, Shown, Fields, Explain>, void>;

  /**
   * Waits for a job, in several calls where `wait` is long. Resolves to the last answer: the job is done, or `stopped`
   * says that the time is over.
   * @throws as `invoke`; while time is left, only errors that no retry can help
   * @example
   * const { lifecycle } = await client.waitFor("GetMediaConvertJob", { JobId, wait: 3600 }, {
   *   onPoll: ({ lifecycle }) => console.log(lifecycle.phase, lifecycle.progress),
   * });
   */
  waitFor<
    Name extends JobOperationName,
    Shown extends View = "raw",
    Fields extends FieldPaths | undefined = undefined,
  >(
    name: Name,
    parameters: ParametersOf<Name, Shown, Fields, undefined> & { readonly wait: number },
    options?: WaitOptions<AnswerOf<Name, Shown, Fields>>,
  ): Promise<AnswerOf<Name, Shown, Fields>>;
}

/**
 * Makes a client for the functions of one account and region, or for a local cloud.
 * @throws UsageError that names the wrong option
 * @example
 * const client = createClient({ accountId, region: "cn-shanghai", credentials });
 * const { lifecycle } = await client.invoke("GetMediaConvertJob", { JobId });
 */
export function createClient(options: ClientOptions): Client {
  const invoke = createInvoke(options);
  const callOf = (name: OperationName, signal: AbortSignal | undefined) => {
    const operation = operationOf(name);
    return async (parameters: Document) => {
      signal?.throwIfAborted();
      return untilAborted(invoke(operation, parameters), signal);
    };
  };
  const followed = (name: OperationName, parameters: Document, { signal }: CallOptions = {}) =>
    follow(callOf(name, signal), parameters, systemClock, signal);
  // Answers are not checked: the functions check them and log differences.
  return {
    invoke: async (name: OperationName, parameters: Document, { signal }: CallOptions = {}) =>
      callOf(name, signal)(parameters),
    follow: followed,
    async waitFor(name: OperationName, parameters: Document, options: WaitOptions<Document> = {}) {
      let last: Document = {};
      for await (const answer of followed(name, parameters, options)) {
        last = answer;
        options.onPoll?.(answer);
      }
      return last;
    },
  } as Client;
}

function operationOf(name: OperationName): Operation {
  const operation = operations.find((each) => each.name === name);
  if (!operation) throw new UsageError(`There is no operation ${name}.`);
  return operation;
}
