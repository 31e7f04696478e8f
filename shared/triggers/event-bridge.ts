import { ProblemError } from "../errors/problem.ts";
import { isObject, member } from "../json/value.ts";
import { asynchronousCaller, invalidEvent, objectIn, parseTime } from "./asynchronous.ts";
import { type Call, type Caller, type Event, type Expected, largestRequest } from "./caller.ts";
import { notificationCaller } from "./notification.ts";

const scheduleType = "eventbridge:Events:ScheduledEvent";

/**
 * EventBridge: a CloudEvent (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md). The parameters are
 * its `data`, or the JSON text in a schedule's `data.UserData`; the time of reference is its `time`. A notification of
 * ICE in `data` is one of ICE's.
 * @param size of the event in bytes
 */
export function eventBridgeCaller(event: Event, size: number, expected: Expected): Caller | undefined {
  const { specversion, type, source, data } = event;
  if (typeof specversion !== "string" || typeof type !== "string" || typeof source !== "string")
    return undefined;
  const notification = isObject(data) ? notificationCaller(data, size, expected) : undefined;
  return notification ?? asynchronousCaller("eventbridge", () => readCloudEvent(event, size));
}

function readCloudEvent({ type, data, time }: Event, size: number): Call {
  if (size > largestRequest) throw new ProblemError("PayloadTooLarge");
  const isSchedule = type === scheduleType;
  const parameters = isSchedule ? objectIn(member(data, "UserData")) : isObject(data) ? data : objectIn(data);
  if (!parameters)
    throw invalidEvent({
      [isSchedule ? "data.UserData" : "data"]: "must be a JSON object with the parameters",
    });
  const reference = parseTime(time);
  return { parameters, ...(reference !== undefined && { time: reference }) };
}
