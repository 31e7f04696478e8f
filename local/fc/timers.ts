import { Cron } from "croner";
import type { Clock } from "../../shared/runtime/clock.ts";
import { formatIceTime } from "../../shared/runtime/ice-time.ts";
import { parseTime } from "../../shared/triggers/asynchronous.ts";
import type { Reply } from "../http/reply.ts";
import { queryValue, type ReceivedRequest } from "../http/request.ts";
import { newRequestId } from "./context.ts";
import { ServiceError } from "./errors.ts";
import { outcomeReply } from "./invoke-api.ts";
import type { FunctionConfig, TimerTrigger } from "./manifest.ts";
import type { Services } from "./services.ts";

/**
 * The event of a timer trigger:
 * https://www.alibabacloud.com/help/en/functioncompute/fc/time-triggers
 */
function timerEvent(triggerName: string, payload: string, time: Date): Buffer {
  const triggerTime = formatIceTime(time.getTime());
  return Buffer.from(JSON.stringify({ triggerTime, triggerName, payload }));
}

/**
 * Fires a timer now, also one that is off, and replies with the function's answer. A request body replaces the trigger's
 * payload; `?time=` replaces the current time.
 * @throws ServiceError
 */
export async function fireTimer(
  { functions, now }: Services,
  functionName: string,
  triggerName: string,
  request: ReceivedRequest,
): Promise<Reply> {
  const trigger = timers(functions.config(functionName)).find((timer) => timer.triggerName === triggerName);
  if (!trigger)
    throw new ServiceError(
      404,
      "TriggerNotFound",
      `function '${functionName}' has no timer '${triggerName}'`,
    );
  const given = queryValue(request, "time");
  const time = given === undefined ? now() : parseTime(given);
  if (time === undefined)
    throw new ServiceError(
      400,
      "InvalidArgument",
      "the query parameter time must be a real time in UTC, such as 2024-01-31T12:00:00Z",
    );
  const payload = request.body.length > 0 ? request.body.toString() : trigger.triggerConfig.payload;
  const requestId = newRequestId();
  const event = timerEvent(triggerName, payload, new Date(time));
  return outcomeReply(
    await functions.invoke(functionName, event, { requestId, signal: request.hungUp }),
    requestId,
  );
}

/**
 * Fires every timer that is on, at its times, asynchronously as the platform does.
 * @returns a function that stops the timers
 */
export function runTimers(
  configs: readonly FunctionConfig[],
  { asynchronous }: Services,
  clock: Clock,
): () => void {
  let stopped = false;

  const run = async (functionName: string, { triggerName, triggerConfig }: TimerTrigger, first: Date) => {
    for (let next = first; ; next = nextTime(triggerConfig.cronExpression, new Date(clock.wall()))) {
      // Short sleeps: setTimeout takes 24 days at most, and the machine may be suspended meanwhile.
      while (clock.wall() < next.getTime() && !stopped)
        await clock.sleep(Math.min(next.getTime() - clock.wall(), 60_000));
      if (stopped) return;
      asynchronous.submit(functionName, timerEvent(triggerName, triggerConfig.payload, next), newRequestId());
    }
  };

  for (const config of configs)
    for (const timer of timers(config))
      if (timer.triggerConfig.enable)
        void run(config.name, timer, nextTime(timer.triggerConfig.cronExpression, new Date(clock.wall())));
  return () => {
    stopped = true;
  };
}

const timers = (config: FunctionConfig) =>
  config.triggers.filter((trigger) => trigger.triggerType === "timer");

const unitMs = { m: 60_000, h: 3_600_000 };

/**
 * When a timer fires next after a time, that time excluded. Expressions are `@every 5m`, or six fields, seconds first, in UTC or in
 * the zone of a `CRON_TZ=Area/City` before them.
 * @throws Error that names the expression
 */
export function nextTime(cronExpression: string, after: Date): Date {
  const [, count, unit] = /^@every ([1-9]\d*)([mh])$/.exec(cronExpression) ?? [];
  if (count) return new Date(after.getTime() + Number(count) * unitMs[unit as keyof typeof unitMs]);
  const [, timezone = "UTC", fields] =
    /^(?:CRON_TZ=(\S+) )?([^@ ]\S*(?: \S+){5})$/.exec(cronExpression) ?? [];
  if (!fields)
    throw new Error(
      `"${cronExpression}" is not a cron expression: write six fields, seconds first, as in "0 */15 * * * *", or "@every 5m"`,
    );
  try {
    const next = new Cron(fields, { mode: "6-part", paused: true, timezone }).nextRun(after);
    if (next) return next;
  } catch (cause) {
    throw new Error(`"${cronExpression}" is not a cron expression: ${(cause as Error).message}`, { cause });
  }
  throw new Error(`"${cronExpression}" never fires`);
}
