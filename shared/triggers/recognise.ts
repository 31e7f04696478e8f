import { isUtf8 } from "node:buffer";
import { ProblemError } from "../errors/problem.ts";
import { parseJson } from "../json/parse.ts";
import { isObject } from "../json/value.ts";
import { apiGatewayCaller } from "./api-gateway.ts";
import type { Caller } from "./caller.ts";
import { directCaller } from "./direct.ts";
import { httpTriggerCaller } from "./http-trigger.ts";
import { timerCaller } from "./timer.ts";

/**
 * Recognises who called by the event's shape. An empty event is a direct call without parameters; one that is no JSON
 * object is answered like a direct call, with InvalidEvent.
 */
export function recognise(event: Uint8Array): Caller {
  const value = parse(event);
  if (!isObject(value)) return strangeCaller();
  return (
    httpTriggerCaller(value) ??
    apiGatewayCaller(value) ??
    timerCaller(value) ??
    directCaller(value, event.length)
  );
}

function parse(event: Uint8Array): unknown {
  if (event.length === 0) return {};
  if (!isUtf8(event)) return undefined;
  return parseJson(Buffer.from(event.buffer, event.byteOffset, event.length).toString());
}

function strangeCaller(): Caller {
  return {
    ...directCaller({}, 0),
    read() {
      throw new ProblemError("InvalidEvent", {
        errors: [{ parameter: "event", problem: "must be a JSON object" }],
      });
    },
  };
}
