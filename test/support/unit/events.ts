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

const jsonBody = (parameters: Values): HttpParts => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(parameters),
});

/** The same parameters, as each caller sends them. */
export const eventOf: Readonly<Record<CallerKind, (parameters: Values) => Values>> = {
  http: (parameters) => httpTriggerEvent(jsonBody(parameters)),
  apigateway: (parameters) => apiGatewayEvent(jsonBody(parameters)),
  timer: (parameters) => timerEvent(parameters),
  direct: (parameters) => parameters,
};

export const callerKinds = Object.keys(eventOf) as readonly CallerKind[];
