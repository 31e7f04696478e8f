import { describe, expect, it } from "vitest";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import { bytesOf, eventOf, timerEvent } from "../../../support/unit/events.ts";
import { recognised } from "../../../support/unit/recognised.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

describe.each(["direct", "timer", "eventbridge"] as const)("a %s caller", (kind) => {
  const caller = recognised(bytesOf(eventOf[kind]({})));

  it("gets the answer's own JSON", () => {
    const json = '{"RequestId":"R","Job":{}}';
    expect(caller.answer({ json, steady: () => json }, "1-2")).toBe(json);
  });

  it("gets an error named by its code, whose message is the problem and whose stack tells nothing", () => {
    const problem = new ProblemError("Throttled", { upstream: { code: "Throttling.User" } });
    const details = problem.details("1-2");
    let thrown: unknown;
    try {
      caller.fail(problem, details);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Error);
    expect(thrown).toMatchObject({ name: "Throttled", stack: "" });
    expect(JSON.parse((thrown as Error).message)).toEqual(details);
  });

  it("has no request ID of its own", () => {
    expect(caller.requestId).toBeUndefined();
  });
});

describe("a direct event", () => {
  const largest = 256 * 1024;
  const eventOfSize = (size: number) => Buffer.from(`{"JobId":"${"x".repeat(size - 12)}"}`);

  it("may have 256 KiB", () => {
    expect(eventOfSize(largest)).toHaveLength(largest);
    expect(recognised(eventOfSize(largest)).read().parameters.JobId).toHaveLength(largest - 12);
  });

  it("is refused when larger", () => {
    expect(problemOf(recognised(eventOfSize(largest + 1)).read).code).toBe("PayloadTooLarge");
  });
});

describe("a timer's event", () => {
  const read = (changes: object) => recognised(bytesOf({ ...timerEvent({}), ...changes })).read();

  it("sets the time of reference", () => {
    expect(read({ triggerTime: "2025-01-02T03:04:05Z" }).time).toBe(Date.UTC(2025, 0, 2, 3, 4, 5));
    expect(read({ triggerTime: "1999-12-31T23:59:59.500Z" }).time).toBe(
      Date.UTC(1999, 11, 31, 23, 59, 59, 500),
    );
  });

  it.each([
    ["an empty", ""],
    ["no", undefined],
    ["a null", null],
  ])("takes %s payload for no parameters", (_, payload) => {
    expect(read({ payload }).parameters).toEqual({});
  });

  it.each([
    ["text", "tick"],
    ["cut JSON", '{"since": "15m'],
    ["a JSON array", "[]"],
    ["a JSON null", "null"],
    ["an object that is no text", { since: "15m" }],
    ["a list of text", ['{"since": "15m"}']],
    ["a number", 0],
  ])("refuses %s as payload", (_, payload) => {
    const { code, errors } = problemOf(() => read({ payload }));
    expect(code).toBe("InvalidEvent");
    expect(errors).toEqual([
      { parameter: "payload", problem: "must be the text of a JSON object, or empty" },
    ]);
  });

  it.each([
    "",
    "now",
    "2025-13-01T00:00:00Z",
    "2025-02-30T00:00:00Z",
    "2025-01-02",
    "2025-01-02T03:04:05",
    "2025-01-02T03:04:05+08:00",
    "02 Jan 2025 03:04:05Z",
    "+012025-01-02T03:04:05Z",
    "0999-01-02T03:04:05Z",
    "at 2025-01-02T03:04:05Z",
    "2025-01-02Z (or so)",
    "(2025-01-02T03:04:05Z",
  ])("refuses the time %j", (triggerTime) => {
    const { code, errors } = problemOf(() => read({ triggerTime }));
    expect(code).toBe("InvalidEvent");
    expect(errors).toEqual([
      { parameter: "triggerTime", problem: "must be a real time in UTC, such as 2025-01-02T03:04:05Z" },
    ]);
  });

  it("tells both violations at once", () => {
    const { errors } = problemOf(() => read({ triggerTime: "now", payload: "tick" }));
    expect(errors?.map(({ parameter }) => parameter)).toEqual(["triggerTime", "payload"]);
  });
});
