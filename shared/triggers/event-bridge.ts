import { ProblemError } from "../errors/problem.ts";
import { isObject, member } from "../json/value.ts";
import { asynchronousCaller, invalidEvent, objectIn, parseTime } from "./asynchronous.ts";
import { type Call, type Caller, type Event, type Expected, largestRequest } from "./caller.ts";
import { isNotification, notificationCaller } from "./notification.ts";

const scheduleType = "eventbridge:Events:ScheduledEvent";

/**
 * EventBridge: a CloudEvent (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md). The parameters are
 * its `data`, or the JSON text in a schedule's `data.UserData`; the time of reference is its `time`. A notification of
 * ICE may be in `data`, or in `data.messageBody`, where EventBridge puts a message of a queue.
 * @param size of the event in bytes
 */
export function eventBridgeCaller(event: Event, size: number, expected: Expected): Caller | undefined {
  const { specversion, type, source, data } = event;
  if (typeof specversion !== "string" || typeof type !== "string" || typeof source !== "string")
    return undefined;
  const notification = [data, messageIn(data)].find(isNotification);
  return notification
    ? notificationCaller(notification, size, expected)
    : asynchronousCaller("eventbridge", () => readCloudEvent(event, size));
}

/** The message of a queue (type mns:Queue:SendMessage). Messages are text; EventBridge may have parsed it. */
function messageIn(data: unknown): unknown {
  const message = member(data, "messageBody");
  return isObject(message) ? message : objectIn(message);
}

function readCloudEvent({ type, data, time }: Event, size: number): Call {
  if (size > largestRequest) throw new ProblemError("PayloadTooLarge");
  const isSchedule = type === scheduleType;
  const parameters = isSchedule ? objectIn(member(data, "UserData")) : isObject(data) ? data : objectIn(data);
  if (!parameters)
    throw invalidEvent({
      [isSchedule ? "data.UserData" : "data"]: "must be a JSON object with the parameters",
    });
  const reference = timeOf(time);
  return { parameters, ...(reference !== undefined && { time: reference }) };
}

/** CloudEvents have times by RFC 3339, and EventBridge's own may have an offset: 2020-11-19T21:04:41+08:00. */
function timeOf(time: unknown): number | undefined {
  const [, local, offset] = (typeof time === "string" && /^(.+)([+-]\d\d:\d\d)$/.exec(time)) || [];
  if (local === undefined) return parseTime(time);
  const asUtc = parseTime(`${local}Z`);
  const shift = Date.parse(`1970-01-01T00:00${offset}`);
  return asUtc === undefined || Number.isNaN(shift) ? undefined : asUtc + shift;
}
