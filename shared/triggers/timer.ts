import { ProblemError } from "../errors/problem.ts";
import { asynchronousCaller, invalidEvent, objectIn, parseTime } from "./asynchronous.ts";
import { type Call, type Caller, type Event, type Expected, largestRequest } from "./caller.ts";

/** What a timer trigger's event consists of: https://www.alibabacloud.com/help/en/functioncompute/fc/time-triggers */
const members = ["triggerTime", "triggerName", "payload"];

/** A timer trigger: the parameters are the JSON in its payload, the time of reference is when it was due. */
export function timerCaller(event: Event, expected: Expected): Caller | undefined {
  const { triggerTime, triggerName } = event;
  if (typeof triggerTime !== "string" || typeof triggerName !== "string") return undefined;
  return asynchronousCaller("timer", () => readTimer(event, expected));
}

function readTimer(event: Event, { isParameter }: Expected): Call {
  const { triggerTime, payload } = event;
  if (typeof payload === "string" && Buffer.byteLength(payload) > largestRequest)
    throw new ProblemError("PayloadTooLarge");
  const others = Object.keys(event).filter((name) => !members.includes(name));
  const beside = others.find(isParameter);
  const time = parseTime(triggerTime);
  const parameters = objectIn(payload);
  if (!parameters || time === undefined || beside !== undefined)
    throw invalidEvent({
      triggerTime:
        time === undefined ? "must be a real time in UTC, such as 2025-01-02T03:04:05Z" : undefined,
      payload: parameters ? undefined : "must be the text of a JSON object, or empty",
      ...(beside !== undefined && {
        [beside]: "stands beside the timer's payload: put all parameters into it",
      }),
    });
  return { parameters, time, unknownMembers: others };
}
