import { isUtf8 } from "node:buffer";
import { parseJson } from "../json/parse.ts";
import { isObject } from "../json/value.ts";
import { apiGatewayCaller } from "./api-gateway.ts";
import { invalidEvent } from "./asynchronous.ts";
import type { Caller, Expected } from "./caller.ts";
import { directCaller } from "./direct.ts";
import { eventBridgeCaller } from "./event-bridge.ts";
import { httpTriggerCaller } from "./http-trigger.ts";
import { isNotification, notificationCaller } from "./notification.ts";
import { timerCaller } from "./timer.ts";
import { wrappedEvent } from "./wrapped.ts";

/**
 * Recognises who called by the event's shape. An empty event is a direct call without parameters; one that is not a JSON
 * object is answered like a direct call, with InvalidEvent.
 * @param expected what the function that runs expects
 */
export function recognise(event: Uint8Array, expected: Expected): Caller {
  const value = parse(event);
  const wrapped = isObject(value) ? wrappedEvent(value, expected.functionName) : undefined;
  if (wrapped === null) return refusingCaller("is not valid base64, as isBase64Encoded says");
  if (wrapped) return recogniseOwn(parse(wrapped), wrapped.length, expected);
  return (
    (isObject(value) && (httpTriggerCaller(value) ?? apiGatewayCaller(value))) ||
    recogniseOwn(value, event.length, expected)
  );
}

/** Every caller but HTTP. @param size of the event in bytes */
function recogniseOwn(value: unknown, size: number, expected: Expected): Caller {
  if (!isObject(value))
    return refusingCaller(
      Array.isArray(value)
        ? "must be one JSON object, not a list: turn off batches in the event target or queue"
        : "must be a JSON object",
    );
  return (
    timerCaller(value, expected) ??
    eventBridgeCaller(value, size, expected) ??
    (isNotification(value) ? notificationCaller(value, size, expected) : directCaller(value, size))
  );
}

function parse(event: Uint8Array): unknown {
  if (event.length === 0) return {};
  if (!isUtf8(event)) return undefined;
  return parseJson(Buffer.from(event.buffer, event.byteOffset, event.length).toString());
}

function refusingCaller(problem: string): Caller {
  return {
    ...directCaller({}, 0),
    read() {
      throw invalidEvent({ event: problem });
    },
  };
}
