import { nextTime } from "../fc/timers.ts";
import { readManifest } from "../manifest.ts";
import { verifyProps } from "./serverless-devs.ts";

/**
 * Checks an s.yaml as `npm run verify` does: every property by the schema, then every timer's cron expression.
 * @returns what is wrong, a line each
 */
export async function verify(path: string): Promise<string[]> {
  const faults = await verifyProps(path);
  return faults.length > 0 ? faults : cronFaults(path);
}

function cronFaults(path: string): string[] {
  return readManifest(path).flatMap(({ name, triggers }) =>
    triggers.flatMap(({ triggerName, triggerType, triggerConfig }) => {
      const fault = triggerType === "timer" && cronFault(triggerConfig.cronExpression);
      return fault ? [`${name}/triggers/${triggerName}: ${fault}`] : [];
    }),
  );
}

function cronFault(cronExpression: string): string | undefined {
  try {
    nextTime(cronExpression, new Date());
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
