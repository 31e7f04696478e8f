import { nextTime } from "../../../local/fc/timers.ts";
import { ProblemError } from "../../../shared/errors/problem.ts";
import { isObject } from "../../../shared/json/value.ts";
import type { Operation } from "../../../shared/operation.ts";
import { objectIn } from "../../../shared/triggers/asynchronous.ts";
import { validateFor } from "../../../shared/validation/all-rules.ts";
import { isOpen } from "./manifest-text.ts";
import type { Finding, Path } from "./problem.ts";

/** @param operation whose function the triggers invoke; undefined for a function of the team's own */
export function triggerFindings(triggers: unknown, operation: Operation | undefined, path: Path): Finding[] {
  if (!Array.isArray(triggers)) return [];
  return triggers.flatMap((trigger: unknown, index) => {
    if (!isObject(trigger) || !isObject(trigger.triggerConfig)) return [];
    const at = [...path, index, "triggerConfig"];
    if (trigger.triggerType === "http") return accessFindings(trigger.triggerConfig, at);
    if (trigger.triggerType === "timer") return timerFindings(trigger.triggerConfig, operation, at);
    return [];
  });
}

type Config = Readonly<Record<string, unknown>>;

/** Anyone who can call a function can read every job of the account. */
function accessFindings({ authType }: Config, path: Path): Finding[] {
  if (authType !== "anonymous") return [];
  const message = "authType: anonymous lets anyone read every job.";
  return [{ path: [...path, "authType"], message, advice: "authType: function" }];
}

function timerFindings(
  { cronExpression, payload }: Config,
  operation: Operation | undefined,
  path: Path,
): Finding[] {
  return [
    ...cronFindings(cronExpression, [...path, "cronExpression"]),
    ...(operation && !isOpen(payload) ? payloadFindings(operation, payload, [...path, "payload"]) : []),
  ];
}

function cronFindings(cronExpression: unknown, path: Path): Finding[] {
  if (typeof cronExpression !== "string" || isOpen(cronExpression)) return [];
  try {
    nextTime(cronExpression, new Date());
    return [];
  } catch (error) {
    const message = `cronExpression: ${(error as Error).message}.`;
    return [{ path, message, advice: 'write six fields, seconds first: cronExpression: "0 */15 * * * *"' }];
  }
}

/** What the function itself would find in the payload. */
function payloadFindings(operation: Operation, payload: unknown, path: Path): Finding[] {
  const finding = (message: string, advice: string) => ({ path, message: `payload: ${message}`, advice });
  const parameters = typeof payload === "string" || payload === undefined ? objectIn(payload) : undefined;
  if (!parameters)
    return [finding("it is not the text of a JSON object.", `payload: '{"name":"value"}', or no payload`)];
  try {
    validateFor(operation, parameters, "timer", Date.now());
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return (error.errors ?? []).map(({ parameter, problem }) =>
      finding(
        `${parameter} ${problem}${problem.endsWith("?") ? "" : "."}`,
        `correct ${parameter} in the payload`,
      ),
    );
  }
}
