import { namedError, ProblemError } from "../errors/problem.ts";
import { parseJson } from "../json/parse.ts";
import { isObject } from "../json/value.ts";
import type { Call, Caller, Event } from "./caller.ts";

/** The asynchronous destination gets the answer as an asynchronous invocation's payload: 128 KiB, less its envelope. */
const sizeLimit = 112 * 1024;

/** A timer trigger: the parameters are the JSON in its payload, the time of reference is when it was due. */
export function timerCaller(event: Event): Caller | undefined {
  const { triggerTime, triggerName, payload } = event;
  if (typeof triggerTime !== "string" || typeof triggerName !== "string") return undefined;
  return {
    kind: "timer",
    sizeLimit,
    read: () => readTimer(triggerTime, payload),
    answer: ({ json }) => json,
    fail(_, details) {
      throw namedError(details);
    },
  };
}

function readTimer(triggerTime: string, payload: unknown): Call {
  const time = parseTime(triggerTime);
  const parameters = parametersOf(payload);
  const errors = [
    ...(time === undefined
      ? [{ parameter: "triggerTime", problem: "must be a real time in UTC, such as 2025-01-02T03:04:05Z" }]
      : []),
    ...(parameters ? [] : [{ parameter: "payload", problem: "must be the text of a JSON object, or empty" }]),
  ];
  if (!parameters || time === undefined) throw new ProblemError("InvalidEvent", { errors });
  return { parameters, time };
}

/** Milliseconds since the epoch. Date.parse takes February 30 for March. */
function parseTime(text: string): number | undefined {
  const time = /^[12]\d{3}-[\d:.T-]+Z$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 10)) ? time : undefined;
}

function parametersOf(payload: unknown): Event | undefined {
  if (payload === undefined || payload === null || payload === "") return {};
  const value = typeof payload === "string" ? parseJson(payload) : undefined;
  return isObject(value) ? value : undefined;
}
