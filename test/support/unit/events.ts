import type { CallerKind } from "../../../shared/validation/rules.ts";

type Values = Readonly<Record<string, unknown>>;

export const bytesOf = (event: unknown): Uint8Array => Buffer.from(JSON.stringify(event));

export interface HttpParts {
  readonly method?: string;
  readonly headers?: Values;
  readonly query?: Values;
  readonly body?: string;
  readonly isBase64Encoded?: boolean | string;
}

/** The event of an HTTP trigger. */
export function httpTriggerEvent({ method = "GET", query, ...parts }: HttpParts = {}): Values {
  return {
    version: "v1",
    rawPath: "/",
    headers: {},
    queryParameters: query,
    isBase64Encoded: false,
    ...parts,
    requestContext: { requestId: "1-675f2a1b-0002", http: { method, path: "/", protocol: "HTTP/1.1" } },
  };
}

/** InvokeFunction of the function `test`, as an HTTP event. The body is a text, or what goes out as JSON. */
export function invocationEvent(event: unknown, changes: Values = {}): Values {
  const body = typeof event === "string" ? event : JSON.stringify(event);
  const headers = { "X-Acs-Action": "InvokeFunction", "Content-Type": "application/octet-stream" };
  return {
    ...httpTriggerEvent({ method: "POST", headers, body }),
    rawPath: "/2023-03-30/functions/test/invocations",
    ...changes,
  };
}

/** The event of a classic API gateway. */
export function apiGatewayEvent({ method = "GET", query = {}, ...parts }: HttpParts = {}): Values {
  return {
    path: "/",
    httpMethod: method,
    headers: {},
    queryParameters: query,
    pathParameters: {},
    body: "",
    isBase64Encoded: false,
    ...parts,
  };
}

/** The event of a timer trigger. */
export function timerEvent(parameters: Values, triggerTime = "2025-01-02T03:04:00Z"): Values {
  return { triggerTime, triggerName: "tick", payload: JSON.stringify(parameters) };
}

/** A CloudEvent of EventBridge. */
export function cloudEvent(data: unknown, more: Values = {}): Values {
  return {
    id: "a99c0f4c-6a0b-4f1d-9a3c-0c8f2a7d2b11",
    source: "my.team",
    specversion: "1.0",
    type: "my:Job:Started",
    datacontenttype: "application/json; charset=utf-8",
    time: "2025-01-02T03:04:00Z",
    aliyuneventbusname: "default",
    data,
    ...more,
  };
}

/** The event of an EventBridge schedule. */
export function scheduleEvent(userData: unknown): Values {
  const data = { TimeStamp: "2025-01-02T03:04:00Z", TimeZone: "GMT+0:00", UserData: userData };
  return cloudEvent(data, { type: "eventbridge:Events:ScheduledEvent", source: "my-schedule" });
}

/** The event of a message queue, which comes through EventBridge. */
export function queueEvent(messageBody: unknown): Values {
  const data = { requestId: "606EA3074344430D4C81", messageId: "C6DB60D1574661357FA22727", messageBody };
  return cloudEvent(data, { type: "mns:Queue:SendMessage", source: "MNS-Function-mnstrigger" });
}

/** A notification of ICE. */
export function notificationEvent(EventType: string, MessageBody: unknown): Values {
  return { EventType, UserId: 1_833_220_977_560_000, EventTime: "2025-01-02T03:04:00Z", MessageBody };
}

const jsonBody = (parameters: Values): HttpParts => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(parameters),
});

/** The same parameters, as each caller sends them. */
export const eventOf: Readonly<Record<Exclude<CallerKind, "notification">, (parameters: Values) => Values>> =
  {
    http: (parameters) => httpTriggerEvent(jsonBody(parameters)),
    apigateway: (parameters) => apiGatewayEvent(jsonBody(parameters)),
    timer: (parameters) => timerEvent(parameters),
    eventbridge: (parameters) => cloudEvent(parameters),
    direct: (parameters) => parameters,
  };

/** Every caller that may give any parameters: a notification gives an ID alone. */
export const callerKinds = Object.keys(eventOf) as readonly (keyof typeof eventOf)[];
