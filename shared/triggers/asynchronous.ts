import { namedError, ProblemError } from "../errors/problem.ts";
import { parseJson } from "../json/parse.ts";
import { isObject } from "../json/value.ts";
import type { CallerKind } from "../validation/rules.ts";
import type { Call, Caller, Event } from "./caller.ts";

/** The asynchronous destination gets the answer as an asynchronous invocation's payload: 128 KiB, less its envelope. */
const sizeLimit = 112 * 1024;

/** Callers that push an event and wait for no answer: the answer goes to the function's destination. */
export function asynchronousCaller(kind: CallerKind, read: () => Call): Caller {
  return {
    kind,
    sizeLimit,
    read,
    answer: ({ json }) => json,
    fail(_, details) {
      throw namedError(details);
    },
  };
}

/** Milliseconds since the epoch of a time in UTC by ISO 8601. Date.parse takes February 30 for March 1. */
export function parseTime(text: unknown): number | undefined {
  const isTime = typeof text === "string" && /^[12]\d{3}-[\d:.T-]+Z$/.test(text);
  const time = isTime ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(String(text).slice(0, 10))
    ? time
    : undefined;
}

/** The JSON object in a text; an empty one where there is no text. Undefined where it is something else. */
export function objectIn(text: unknown): Event | undefined {
  if (text === undefined || text === null || text === "") return {};
  const value = typeof text === "string" ? parseJson(text) : undefined;
  return isObject(value) ? value : undefined;
}

/** @param problems by the part of the event that they are about */
export function invalidEvent(problems: Readonly<Record<string, string | undefined>>): ProblemError {
  const errors = Object.entries(problems).flatMap(([parameter, problem]) =>
    problem === undefined ? [] : [{ parameter, problem }],
  );
  return new ProblemError("InvalidEvent", { errors });
}
