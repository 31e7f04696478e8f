import type { Clock } from "../../shared/runtime/clock.ts";
import { newRequestId } from "./context.ts";
import { entityTooLarge, ServiceError } from "./errors.ts";
import type { Functions } from "./functions.ts";
import type { Log, Outcome } from "./instance.ts";
import { accountId, type FunctionConfig } from "./manifest.ts";

/** The largest event of an asynchronous invocation, in bytes. */
const maxEvent = 128 * 1024;

/** Runs events after their caller has been answered. */
export interface AsyncInvoker {
  /**
   * Accepts an event. A failed invocation is repeated as often as the function's `asyncInvokeConfig` says; while the
   * function has no free instance, until the event is too old. The result goes to the destination, if that is a function
   * in this cloud.
   * @throws ServiceError FunctionNotFound or EntityTooLarge: the event was not accepted
   */
  submit(functionName: string, event: Buffer, requestId: string): void;
}

interface Result {
  readonly condition: "Success" | "RetriesExhausted" | "EventAgeExceeded";
  /** Undefined when the function never ran. */
  readonly outcome: Outcome | undefined;
  readonly invocations: number;
}

/** Retries wait 0.5 s, 1 s, 2 s and so on: https://www.alibabacloud.com/help/en/functioncompute/fc/error-handling-1-2 */
const pauseMs = (retry: number) => 500 * 2 ** retry;

export function createAsyncInvoker(functions: Functions, clock: Clock, log: Log): AsyncInvoker {
  const run = async (config: FunctionConfig, event: Buffer, requestId: string): Promise<Result> => {
    const { maxAsyncRetryAttempts, maxAsyncEventAgeInSeconds } = config.asyncInvokeConfig;
    const expires = clock.wall() + maxAsyncEventAgeInSeconds * 1000;
    for (let retryCount = 0, failures = 0; ; retryCount++) {
      const outcome = await functions
        .invoke(config.name, event, { requestId, retryCount, asynchronous: true })
        .catch(notRun);
      const result = { outcome, invocations: retryCount + 1 };
      if (outcome?.ok) return { ...result, condition: "Success" };
      if (outcome && ++failures > maxAsyncRetryAttempts) return { ...result, condition: "RetriesExhausted" };
      const pause = pauseMs(retryCount);
      if (clock.wall() + pause > expires) return { ...result, condition: "EventAgeExceeded" };
      await clock.sleep(pause);
    }
  };

  const deliver = (config: FunctionConfig, event: Buffer, requestId: string, result: Result) => {
    if (result.condition !== "Success")
      log(
        config.name,
        `asynchronous invocation ${requestId} ended: ${result.condition}, invoked ${result.invocations}×`,
      );
    const { onSuccess, onFailure } = config.asyncInvokeConfig.destinationConfig;
    const destination = (result.condition === "Success" ? onSuccess : onFailure)?.destination;
    const target = destination && /:functions\/([^/]+)/.exec(destination)?.[1];
    if (target)
      submit(target, Buffer.from(JSON.stringify(record(config, event, requestId, result))), newRequestId());
    else if (destination) log(config.name, `no function in this cloud is the destination ${destination}`);
  };

  const record = (config: FunctionConfig, event: Buffer, requestId: string, result: Result) => ({
    timestamp: clock.wall(),
    requestContext: {
      requestId,
      functionArn: `acs:fc:${config.region}:${accountId}:functions/${config.name}/LATEST`,
      condition: result.condition,
      approximateInvokeCount: result.invocations,
    },
    requestPayload: event.toString(),
    responseContext: {
      statusCode: 200,
      functionError: result.outcome?.ok === false ? result.outcome.errorType : "",
    },
    responsePayload: result.outcome?.payload.toString() ?? "",
  });

  const submit: AsyncInvoker["submit"] = (functionName, event, requestId) => {
    const config = functions.config(functionName);
    if (event.length > maxEvent) throw entityTooLarge(maxEvent);
    run(config, event, requestId)
      .then((result) => deliver(config, event, requestId, result))
      .catch((error) =>
        log(functionName, `asynchronous invocation ${requestId} was abandoned: ${error.message}`),
      );
  };

  return { submit };
}

/** While every instance is busy, the function has not run; any other refusal ends the invocation. */
function notRun(error: unknown): undefined {
  if (error instanceof ServiceError && error.code === "ResourceThrottled") return undefined;
  throw error;
}
