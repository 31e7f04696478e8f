import type { Clock } from "../../shared/runtime/clock.ts";
import { checkSize } from "../http/exchange.ts";
import { newRequestId } from "./context.ts";
import { ServiceError } from "./errors.ts";
import type { Functions } from "./functions.ts";
import type { Log, Outcome } from "./instance.ts";
import { accountId, type FunctionConfig } from "./manifest.ts";

/** Bytes of an asynchronous invocation's event. */
const maxEvent = 128 * 1024;

/** Runs events after their caller was answered. */
export interface AsyncInvoker {
  /**
   * Takes an event on. A function's error is tried again as often as its `asyncInvokeConfig` says, a busy function
   * until the event is too old. What it came to goes to the destination, if that is a function of this machine.
   * @throws ServiceError FunctionNotFound or EntityTooLarge, before anything is accepted
   */
  submit(functionName: string, event: Buffer, requestId: string): void;
}

interface Ended {
  readonly condition: "Success" | "RetriesExhausted" | "EventAgeExceeded";
  /** Absent when the function never ran. */
  readonly outcome: Outcome | undefined;
  readonly invocations: number;
}

/** Retries wait 0.5 s, 1 s, 2 s and so on: https://www.alibabacloud.com/help/en/functioncompute/fc/error-handling-1-2 */
const pauseMs = (retry: number) => 500 * 2 ** retry;

export function createAsyncInvoker(functions: Functions, clock: Clock, log: Log): AsyncInvoker {
  const run = async (config: FunctionConfig, event: Buffer, requestId: string): Promise<Ended> => {
    const { maxAsyncRetryAttempts, maxAsyncEventAgeInSeconds } = config.asyncInvokeConfig;
    const expires = clock.now() + maxAsyncEventAgeInSeconds * 1000;
    for (let retryCount = 0, failures = 0; ; retryCount++) {
      const outcome = await functions.invoke(config.name, event, { requestId, retryCount }).catch(notRun);
      const ended = { outcome, invocations: retryCount + 1 };
      if (outcome?.ok) return { ...ended, condition: "Success" };
      if (outcome && ++failures > maxAsyncRetryAttempts) return { ...ended, condition: "RetriesExhausted" };
      const pause = pauseMs(retryCount);
      if (clock.now() + pause > expires) return { ...ended, condition: "EventAgeExceeded" };
      await clock.sleep(pause);
    }
  };

  const deliver = (config: FunctionConfig, event: Buffer, requestId: string, ended: Ended) => {
    if (ended.condition !== "Success")
      log(
        config.name,
        `asynchronous invocation ${requestId} ended: ${ended.condition}, invoked ${ended.invocations}×`,
      );
    const { onSuccess, onFailure } = config.asyncInvokeConfig.destinationConfig;
    const destination = (ended.condition === "Success" ? onSuccess : onFailure)?.destination;
    const target = destination && /:functions\/([^/]+)/.exec(destination)?.[1];
    if (target)
      submit(target, Buffer.from(JSON.stringify(record(config, event, requestId, ended))), newRequestId());
    else if (destination) log(config.name, `nothing here is the destination ${destination}`);
  };

  const record = (config: FunctionConfig, event: Buffer, requestId: string, ended: Ended) => ({
    timestamp: clock.now(),
    requestContext: {
      requestId,
      functionArn: `acs:fc:${config.region}:${accountId}:functions/${config.name}/LATEST`,
      condition: ended.condition,
      approximateInvokeCount: ended.invocations,
    },
    requestPayload: event.toString(),
    responseContext: {
      statusCode: 200,
      functionError: ended.outcome?.ok === false ? ended.outcome.errorType : "",
    },
    responsePayload: ended.outcome?.payload.toString() ?? "",
  });

  const submit: AsyncInvoker["submit"] = (functionName, event, requestId) => {
    const config = functions.config(functionName);
    checkSize(event.length, maxEvent);
    run(config, event, requestId)
      .then((ended) => deliver(config, event, requestId, ended))
      .catch((error) =>
        log(functionName, `asynchronous invocation ${requestId} was given up: ${error.message}`),
      );
  };

  return { submit };
}

/** A busy function has not run; any other refusal ends the invocation. */
function notRun(error: unknown): undefined {
  if (error instanceof ServiceError && error.code === "ResourceThrottled") return undefined;
  throw error;
}
