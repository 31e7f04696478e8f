import { describe, expect, it } from "vitest";
import {
  apiGatewayEvent,
  bytesOf,
  callerKinds,
  eventOf,
  httpTriggerEvent,
} from "../../../support/unit/events.ts";
import { recognised } from "../../../support/unit/recognised.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

const parameters = { JobId: "job-1", view: "decoded" };

describe("a caller is recognised by the event's shape", () => {
  it.each(callerKinds)("%s", (kind) => {
    const caller = recognised(bytesOf(eventOf[kind](parameters)));
    expect(caller.kind).toBe(kind);
    expect(caller.read().parameters).toEqual(parameters);
  });

  it("reads an empty event as a direct call without parameters", () => {
    const caller = recognised(new Uint8Array());
    expect(caller.kind).toBe("direct");
    expect(caller.read()).toEqual({ parameters: {} });
  });

  it("reads only its own part of a shared buffer", () => {
    const whole = Buffer.from('garbage{"JobId":"a"}garbage');
    expect(recognised(whole.subarray(7, 20)).read().parameters).toEqual({ JobId: "a" });
  });

  it.each([
    ["an HTTP trigger of another version", { ...httpTriggerEvent(), version: "v2" }],
    ["an HTTP trigger without a method", { ...httpTriggerEvent(), requestContext: { http: {} } }],
    ["an HTTP trigger without a context", { version: "v1" }],
    ["a gateway without a path", { ...apiGatewayEvent(), path: undefined }],
    ["a gateway without a method", { ...apiGatewayEvent(), httpMethod: 1 }],
    ["a timer without a time", { triggerName: "tick", payload: "{}" }],
    ["a timer without a name", { triggerTime: "2025-01-02T03:04:00Z", payload: "{}" }],
    ["a timer whose time is no text", { triggerTime: 1, triggerName: "tick" }],
    ["a timer whose name is no text", { triggerTime: "2025-01-02T03:04:00Z", triggerName: 1 }],
  ])("takes %s for direct parameters", (_, event) => {
    const caller = recognised(bytesOf(event));
    expect(caller.kind).toBe("direct");
    expect(caller.read().parameters).toEqual(JSON.parse(JSON.stringify(event)));
  });

  it("keeps a __proto__ key a key", () => {
    const { parameters } = recognised(Buffer.from('{"__proto__": {"JobId": "a"}}')).read();
    expect(Object.keys(parameters)).toEqual(["__proto__"]);
    expect(parameters.JobId).toBeUndefined();
  });

  it.each([
    ["text that is no JSON", Buffer.from("JobId=a")],
    ["cut JSON", Buffer.from('{"JobId": "a')],
    ["a JSON text", Buffer.from('"a"')],
    ["a JSON number", Buffer.from("1")],
    ["null", Buffer.from("null")],
    ["blanks", Buffer.from("  ")],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ["UTF-16", Buffer.from('{"JobId": "a"}', "utf16le")],
  ])("refuses %s as an InvalidEvent, thrown as to a direct caller", (_, bytes) => {
    const caller = recognised(bytes);
    expect(caller.kind).toBe("direct");
    const problem = problemOf(caller.read);
    expect(problem.code).toBe("InvalidEvent");
    expect(problem.errors).toEqual([{ parameter: "event", problem: "must be a JSON object" }]);
    expect(() => caller.fail(problem, problem.details("1-2"))).toThrow(
      expect.objectContaining({ name: "InvalidEvent" }),
    );
  });
});

describe("what a caller can take", () => {
  it.each([
    ["http", undefined, 15 * 1024 * 1024],
    ["apigateway", 25_000, 3 * 1024 * 1024],
    ["timer", undefined, 112 * 1024],
    ["eventbridge", undefined, 112 * 1024],
    ["direct", undefined, 30 * 1024 * 1024],
  ] as const)("%s: its patience in ms and the size of an answer in bytes", (kind, patienceMs, sizeLimit) => {
    const caller = recognised(bytesOf(eventOf[kind]({})));
    expect([caller.patienceMs, caller.sizeLimit]).toEqual([patienceMs, sizeLimit]);
  });
});
