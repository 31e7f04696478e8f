import { Cron } from "croner";

/**
 * What is wrong with a timer's `cronExpression`; undefined where nothing is. Function Compute takes `@every 5m` and six
 * fields from seconds to days of the week, in UTC or after a `CRON_TZ=`.
 */
export function cronFault(expression: string): string | undefined {
  if (expression.startsWith("@")) {
    return /^@every [1-9]\d*[mh]$/.test(expression) ? undefined : "must be like @every 5m or @every 1h";
  }
  const [, timezone = "UTC", pattern] = /^(?:CRON_TZ=(\S+) )?(.*)$/.exec(expression) as RegExpExecArray;
  try {
    const next = new Cron(pattern as string, { timezone, mode: "6-part" }).nextRun();
    return next ? undefined : "will never fire";
  } catch (error) {
    return (error as Error).message;
  }
}
