import { namedError, ProblemError } from "../errors/problem.ts";
import { type Caller, type Event, largestRequest } from "./caller.ts";

/** Answers of a synchronous invocation. */
const sizeLimit = 30 * 1024 * 1024;

/** A caller whose event is the parameters: CloudFlow, InvokeFunction, another function. */
export function directCaller(event: Event, size: number): Caller {
  return {
    kind: "direct",
    sizeLimit,
    read() {
      if (size > largestRequest) throw new ProblemError("PayloadTooLarge");
      return { parameters: event };
    },
    answer: ({ json }) => json,
    fail(_, details) {
      throw namedError(details);
    },
  };
}
