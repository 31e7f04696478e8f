import { describe, expect, it } from "vitest";
import { operation as convert } from "../../../../functions/get-media-convert-job/operation.ts";
import type { Operation } from "../../../../shared/operation.ts";
import {
  apiGatewayEvent,
  bytesOf,
  cloudEvent,
  httpTriggerEvent,
  invocationEvent,
  notificationEvent,
  queueEvent,
  scheduleEvent,
  timerEvent,
} from "../../../support/unit/events.ts";
import { invoke } from "../../../support/unit/invoke.ts";
import { testBatch, testJob, testList } from "../../../support/unit/operations.ts";
import { recognised } from "../../../support/unit/recognised.ts";
import { problemOf } from "../../../support/unit/thrown.ts";

const time = Date.UTC(2025, 0, 2, 3, 4);
const largest = 256 * 1024;
const caller = (event: unknown, operation?: Operation) => recognised(bytesOf(event), operation);
const problem = (event: unknown, operation?: Operation) => problemOf(caller(event, operation).read);

describe("a timer's event", () => {
  it.each(["Id", "wait", "view"])("is refused with %s beside its payload", (name) => {
    const { code, errors } = problem({ ...timerEvent({ Id: "a" }), [name]: "1" });
    expect(code).toBe("InvalidEvent");
    expect(errors?.map(({ parameter }) => parameter)).toEqual([name]);
  });

  it("may have other members, which are told", () => {
    const { parameters, unknownMembers } = caller({ ...timerEvent({ Id: "a" }), region: "x" }).read();
    expect(parameters).toEqual({ Id: "a" });
    expect(unknownMembers).toEqual(["region"]);
  });

  it("may have a payload of 256 KiB and no more", () => {
    const event = (size: number) => ({ ...timerEvent({}), payload: `{"Id":"${"x".repeat(size - 9)}"}` });
    expect(caller(event(largest)).read().parameters.Id).toHaveLength(largest - 9);
    expect(problem(event(largest + 1)).code).toBe("PayloadTooLarge");
  });
});

describe("an event of EventBridge", () => {
  it("has the parameters as its data, and its time as the time of reference", () => {
    const found = caller(cloudEvent({ Id: "a", wait: 5 }));
    expect(found.kind).toBe("eventbridge");
    expect(found.read()).toEqual({ parameters: { Id: "a", wait: 5 }, time });
  });

  it("may have 256 KiB and no more", () => {
    const size = bytesOf(cloudEvent({ Id: "" })).length;
    expect(caller(cloudEvent({ Id: "x".repeat(largest - size) })).read().parameters.Id).toBeDefined();
    expect(problem(cloudEvent({ Id: "x".repeat(largest - size + 1) })).code).toBe("PayloadTooLarge");
  });

  it("may have its data as JSON text", () => {
    expect(caller(cloudEvent('{"Id":"a"}')).read().parameters).toEqual({ Id: "a" });
  });

  it.each([
    ['{"Id":"a"}', { Id: "a" }],
    ["", {}],
    [undefined, {}],
  ])("of a schedule has them in UserData: %s", (userData, parameters) => {
    expect(caller(scheduleEvent(userData)).read().parameters).toEqual(parameters);
  });

  it.each(["[1]", "Id=a", '"a"', 7])("of a schedule is refused with another UserData: %s", (userData) => {
    const { code, errors } = problem(scheduleEvent(userData));
    expect([code, errors?.[0]?.parameter]).toEqual(["InvalidEvent", "data.UserData"]);
  });

  it.each([[[1]], ["no JSON"], [7]])("is refused with other data: %j", (data) => {
    const { code, errors } = problem(cloudEvent(data));
    expect([code, errors?.[0]?.parameter]).toEqual(["InvalidEvent", "data"]);
  });

  it.each([
    ["2025-01-02T11:04:00+08:00"],
    ["2025-01-01T22:34:00-04:30"],
    ["2025-01-02T03:04:00+00:00"],
    ["2025-01-02T03:04:00.000Z"],
  ])("may have its time with an offset: %s", (text) => {
    expect(caller(cloudEvent({}, { time: text })).read().time).toBe(time);
  });

  it.each([
    "2025-02-30T00:00:00Z",
    "2025-02-30T00:00:00+08:00",
    "2025-01-02T03:04:00+99:00",
    "+08:00",
    "2025-01-02T03:04:00",
    1735787040000,
    { toString: [] },
    undefined,
  ])("has no time of reference where its time is not real: %j", (text) => {
    const call = caller(cloudEvent({ Id: "a" }, { time: text })).read();
    expect(call).toStrictEqual({ parameters: { Id: "a" } });
  });

  it.each(["specversion", "type", "source"])("is none without %s", (name) => {
    expect(caller({ ...cloudEvent({}), [name]: undefined }).kind).toBe("direct");
  });

  it("is refused in a batch, with what to do", () => {
    const { code, errors } = problem([cloudEvent({ Id: "a" })]);
    expect(code).toBe("InvalidEvent");
    expect(errors?.[0]?.problem).toMatch(/turn off batches/);
  });
});

describe("a notification of ICE", () => {
  const notifications = { eventTypes: ["ThingDone", "ThingLost"], idField: "ThingId" };
  const job: Operation = { ...testJob, notifications };
  const list: Operation = { ...testList, notifications };

  it.each([
    ["as it is", notificationEvent("ThingDone", { ThingId: "a", Status: "Success" })],
    ["of another type", notificationEvent("ThingLost", { ThingId: "a" })],
    ["with its message as text", notificationEvent("ThingDone", '{"ThingId":"a"}')],
    ["in a CloudEvent", cloudEvent(notificationEvent("ThingDone", { ThingId: "a" }))],
    ["in a queue's message", queueEvent(notificationEvent("ThingDone", { ThingId: "a" }))],
    [
      "in a queue's message as text",
      queueEvent(JSON.stringify(notificationEvent("ThingDone", { ThingId: "a" }))),
    ],
  ])("asks for the ID in it and takes nothing else from it: %s", (_, event) => {
    for (const operation of [job, list]) {
      const found = caller(event, operation);
      expect(found.kind).toBe("notification");
      expect(found.read()).toEqual({ parameters: { Id: "a" }, time });
    }
  });

  it("has no time of reference where its time is not real", () => {
    const event = { ...notificationEvent("ThingDone", { ThingId: "a" }), EventTime: "yesterday" };
    expect(caller(event, job).read()).toStrictEqual({ parameters: { Id: "a" } });
  });

  it.each([
    ["another event type", notificationEvent("FileUploadComplete", { ThingId: "a" }), job, "EventType"],
    ["an operation without any", notificationEvent("ThingDone", { ThingId: "a" }), testBatch, "EventType"],
    ["no ID", notificationEvent("ThingDone", {}), job, "MessageBody.ThingId"],
    ["a message that is no object", notificationEvent("ThingDone", "[]"), job, "MessageBody.ThingId"],
  ])("is refused: %s", (_, event, operation, parameter) => {
    const { code, errors } = problem(event, operation);
    expect([code, errors?.[0]?.parameter]).toEqual(["InvalidEvent", parameter]);
  });

  it("may have 256 KiB and no more", () => {
    const event = (Extend: string) => notificationEvent("ThingDone", { ThingId: "a", Extend });
    const left = largest - bytesOf(event("")).length;
    expect(caller(event("x".repeat(left)), job).read().parameters).toEqual({ Id: "a" });
    expect(problem(event("x".repeat(left + 1)), job).code).toBe("PayloadTooLarge");
  });

  it.each(["tick", "[]", '{"ThingId":"a"}', undefined])(
    "is not in every queue's message, which names no parameters then: %s",
    (message) => {
      const found = caller(queueEvent(message), job);
      expect(found.kind).toBe("eventbridge");
      expect(found.read().parameters).toMatchObject({ messageId: expect.any(String) });
    },
  );

  it.each(["EventType", "EventTime", "MessageBody"])("is none without %s", (name) => {
    const event = { ...notificationEvent("ThingDone", { ThingId: "a" }), [name]: undefined };
    expect(caller(event, job).kind).toBe("direct");
  });
});

describe("an invocation that arrives as an HTTP request", () => {
  it.each([
    ["direct", { Id: "a" }],
    ["timer", timerEvent({ Id: "a" })],
    ["eventbridge", cloudEvent({ Id: "a" })],
  ])("is recognised again by its body: %s", (kind, event) => {
    const found = caller(invocationEvent(event));
    expect(found.kind).toBe(kind);
    expect(found.read().parameters).toEqual({ Id: "a" });
  });

  it("may have the path of Function Compute 2.0 and a body in base64", () => {
    const body = Buffer.from('{"Id":"a"}').toString("base64");
    const changes = {
      rawPath: "/2016-08-15/services/any.LATEST/functions/test/invocations",
      isBase64Encoded: true,
    };
    expect(caller(invocationEvent(body, changes)).read()).toEqual({ parameters: { Id: "a" } });
  });

  it("may have an empty body or none", () => {
    expect(caller(invocationEvent("")).read()).toEqual({ parameters: {} });
    expect(caller(invocationEvent("", { body: undefined })).read()).toEqual({ parameters: {} });
  });

  it("is never HTTP again inside", () => {
    expect(caller(invocationEvent(httpTriggerEvent())).kind).toBe("direct");
    expect(caller(invocationEvent(apiGatewayEvent())).kind).toBe("direct");
  });

  it("is refused where its body is not a JSON object", () => {
    expect(problem(invocationEvent("[]")).code).toBe("InvalidEvent");
    expect(problem(invocationEvent("no JSON")).code).toBe("InvalidEvent");
  });

  it.each(["%%%", "**eyJJZCI6ImEifQ=="])(
    "is refused where its body is not the base64 it says: %s",
    (body) => {
      const { code, errors } = problem(invocationEvent(body, { isBase64Encoded: true }));
      expect(code).toBe("InvalidEvent");
      expect(errors).toEqual([
        { parameter: "event", problem: "is not valid base64, as isBase64Encoded says" },
      ]);
    },
  );

  it.each([
    ["another function's path", { rawPath: "/2023-03-30/functions/other/invocations" }],
    ["another path", { rawPath: "/" }],
    ["more before its path", { rawPath: "/x/2023-03-30/functions/test/invocations" }],
    ["more behind its path", { rawPath: "/2023-03-30/functions/test/invocations/x" }],
    ["the action in another header", { headers: { "x-action": "InvokeFunction" } }],
    ["no path", { rawPath: undefined }],
    ["another action", { headers: { "x-acs-action": "GetFunction" } }],
    ["no headers", { headers: undefined }],
    ["another method", { requestContext: { http: { method: "GET", path: "/" } } }],
  ])("is an ordinary HTTP request with %s", (_, changes) => {
    expect(caller(invocationEvent({ Id: "a" }, changes)).kind).toBe("http");
  });
});

describe("through the handler", () => {
  const document = { RequestId: "R", Job: { JobId: "a", State: "Success" } };

  it("a timer's unknown member is logged as drift, and the job is asked for", async () => {
    const event = { ...timerEvent({ JobId: "a" }), region: "x" };
    const { body, log } = await invoke({ operation: convert, event, respond: () => document });
    expect(body.lifecycle.phase).toBe("succeeded");
    expect(log).toMatchObject({
      caller: "timer",
      drift: [{ path: "region", kind: "unknown member of the event" }],
    });
  });

  it("of many unknown members the first ten are logged", async () => {
    const others = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`other${index}`, 1]));
    const event = { ...timerEvent({ JobId: "a" }), ...others };
    const { log } = await invoke({ operation: convert, event, respond: () => document });
    const paths = log.drift.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(Object.keys(others).slice(0, 10));
  });

  it("a notification asks for its job, whatever else it says", async () => {
    const event = notificationEvent("MediaConvertComplete", { JobId: "a", Status: "Failed" });
    const { body, log, requests } = await invoke({ operation: convert, event, respond: () => document });
    expect(requests.map(({ parameters }) => parameters)).toEqual([{ JobId: "a" }]);
    expect(body.lifecycle.phase).toBe("succeeded");
    expect(log.caller).toBe("notification");
  });
});

it.each(["x".repeat(largest), "视".repeat(largest / 3)])(
  "a query of more than 256 KiB is refused, too, counted in bytes",
  (Id) => {
    expect(problem(apiGatewayEvent({ query: { Id } })).code).toBe("PayloadTooLarge");
  },
);

it("a query of 256 KiB is taken", () => {
  const Id = "x".repeat(largest - "Id".length);
  expect(caller(apiGatewayEvent({ query: { Id } })).read().parameters).toEqual({ Id });
});

it("a query with a value that is no text is left to validation", () => {
  const Id = { toString: [] };
  expect(caller(apiGatewayEvent({ query: { Id } })).read().parameters).toEqual({ Id });
});
