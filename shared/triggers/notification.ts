import { ProblemError } from "../errors/problem.ts";
import { isObject, member } from "../json/value.ts";
import type { Operation } from "../operation.ts";
import { asynchronousCaller, invalidEvent, objectIn, parseTime } from "./asynchronous.ts";
import { type Call, type Caller, type Event, type Expected, largestRequest } from "./caller.ts";

/** Whether a value has the form of ICE's notifications: https://help.aliyun.com/en/ims/user-guide/event-list-2 */
export function isNotification(value: unknown): value is Event {
  return (
    isObject(value) &&
    typeof value.EventType === "string" &&
    typeof value.EventTime === "string" &&
    "MessageBody" in value
  );
}

/**
 * A notification of ICE, pushed by a queue, a function or EventBridge. The message is not trusted: only the job's ID is
 * taken from it, and the job is asked for.
 * @param notification of the form that `isNotification` recognises
 * @param size of the event in bytes
 */
export function notificationCaller(notification: Event, size: number, { operation }: Expected): Caller {
  return asynchronousCaller("notification", () => readNotification(notification, size, operation));
}

function readNotification(event: Event, size: number, operation: Operation): Call {
  if (size > largestRequest) throw new ProblemError("PayloadTooLarge");
  const { EventType, EventTime, MessageBody } = event;
  const own = operation.notifications;
  if (!own?.eventTypes.some((type) => type === EventType))
    throw invalidEvent({
      EventType: own
        ? `must be ${own.eventTypes.join(" or ")}: send other types to the functions of their operations`
        : `is not expected: ICE has no notifications for ${operation.name}`,
    });
  const body = isObject(MessageBody) ? MessageBody : objectIn(MessageBody);
  const id = member(body, own.idField);
  if (typeof id !== "string") throw invalidEvent({ [`MessageBody.${own.idField}`]: "must be the job's ID" });
  const time = parseTime(EventTime);
  return { parameters: { [operation.idField]: id }, ...(time !== undefined && { time }) };
}
