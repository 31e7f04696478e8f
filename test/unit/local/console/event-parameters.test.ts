import { expect, it } from "vitest";
import { eventParameters } from "../../../../local/console/event-parameters.ts";

it.each([
  ["direct", { JobId: "a" }],
  ["gateway", { httpMethod: "GET", path: "/x", queryParameters: { JobId: "a" }, body: "" }],
  ["JSON body", { httpMethod: "POST", path: "/x", body: '{"JobId":"a"}', isBase64Encoded: false }],
  [
    "form",
    {
      version: "v1",
      requestContext: { http: {} },
      body: Buffer.from("JobId=a").toString("base64"),
      isBase64Encoded: true,
    },
  ],
  ["timer", { triggerTime: "t", triggerName: "n", payload: '{"JobId":"a"}' }],
  ["EventBridge", { specversion: "1.0", data: { JobId: "a" } }],
  ["schedule", { specversion: "1.0", data: { UserData: '{"JobId":"a"}' } }],
])("finds the parameters of a %s event", (_, event) => {
  expect(eventParameters(event)).toEqual({ JobId: "a" });
});

it.each([[null], ["text"], [[1]], [{ triggerName: "n", payload: "no JSON" }]])(
  "finds none in %j",
  (event) => {
    expect(eventParameters(event)).toEqual({});
  },
);
