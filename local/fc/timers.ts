import { Cron } from "croner";
import type { Clock } from "../../shared/runtime/clock.ts";
import { type Answer, queryValue, type Received } from "../http/exchange.ts";
import { newRequestId } from "./context.ts";
import { ServiceError } from "./errors.ts";
import { outcomeAnswer } from "./invoke-api.ts";
import type { FunctionConfig, TimerTrigger } from "./manifest.ts";
import type { Services } from "./services.ts";

/**
 * The event of a timer trigger:
 * https://www.alibabacloud.com/help/en/functioncompute/fc/time-triggers
 */
function timerEvent(triggerName: string, payload: string, time: Date): Buffer {
  const triggerTime = `${time.toISOString().slice(0, 19)}Z`;
  return Buffer.from(JSON.stringify({ triggerTime, triggerName, payload }));
}

/**
 * Fires a timer at once, one that is off too, and answers with what the function gave. A body takes the place of the
 * trigger's payload, `?time=` that of the present.
 * @throws ServiceError
 */
export async function fireTimer(
  { functions, now }: Services,
  functionName: string,
  triggerName: string,
  request: Received,
): Promise<Answer> {
  const trigger = timers(functions.config(functionName)).find((timer) => timer.triggerName === triggerName);
  if (!trigger)
    throw new ServiceError(
      404,
      "TriggerNotFound",
      `function '${functionName}' has no timer '${triggerName}'`,
    );
  const time = new Date(queryValue(request, "time") ?? now());
  if (Number.isNaN(time.getTime())) throw new ServiceError(400, "InvalidArgument", "time is not a time");
  const payload = request.body.length > 0 ? request.body.toString() : trigger.triggerConfig.payload;
  const requestId = newRequestId();
  const event = timerEvent(triggerName, payload, time);
  return outcomeAnswer(
    await functions.invoke(functionName, event, { requestId, signal: request.hungUp }),
    requestId,
  );
}

/** Fires every timer that is on, at its times, asynchronously as the platform does. Returns what stops them. */
export function runTimers(
  configs: readonly FunctionConfig[],
  { asynchronous }: Services,
  clock: Clock,
): () => void {
  let stopped = false;

  const run = async (functionName: string, { triggerName, triggerConfig }: TimerTrigger, first: Date) => {
    for (let next = first; ; next = nextTime(triggerConfig.cronExpression, new Date(clock.now()))) {
      // Sleeps are cut short: setTimeout takes 24 days at most, and a machine may be suspended meanwhile.
      while (clock.now() < next.getTime() && !stopped)
        await clock.sleep(Math.min(next.getTime() - clock.now(), 60_000));
      if (stopped) return;
      asynchronous.submit(functionName, timerEvent(triggerName, triggerConfig.payload, next), newRequestId());
    }
  };

  for (const config of configs)
    for (const timer of timers(config))
      if (timer.triggerConfig.enable)
        void run(config.name, timer, nextTime(timer.triggerConfig.cronExpression, new Date(clock.now())));
  return () => {
    stopped = true;
  };
}

const timers = (config: FunctionConfig) =>
  config.triggers.filter((trigger) => trigger.triggerType === "timer");

const unitMs = { m: 60_000, h: 3_600_000 };

/**
 * When a timer fires next, strictly after a time. Expressions are `@every 5m`, or six fields, seconds first, in UTC or in
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
      `"${cronExpression}" is no cron expression: it takes six fields, seconds first, as in "0 */15 * * * *", or "@every 5m"`,
    );
  try {
    const next = new Cron(fields, { mode: "6-part", paused: true, timezone }).nextRun(after);
    if (next) return next;
  } catch (cause) {
    throw new Error(`"${cronExpression}" is no cron expression: ${(cause as Error).message}`, { cause });
  }
  throw new Error(`"${cronExpression}" never comes`);
}
