import fc from "fast-check";
import { expect, test } from "vitest";
import { operations } from "../../functions/index.ts";
import { catalogue, type ErrorCode } from "../../shared/errors/catalogue.ts";
import type { Operation } from "../../shared/operation.ts";
import { allControls } from "../../shared/validation/all-rules.ts";
import { anyJson, nearly } from "../support/unit/arbitrary.ts";
import {
  apiGatewayEvent,
  bytesOf,
  callerKinds,
  eventOf,
  httpTriggerEvent,
  invocationEvent,
  notificationEvent,
  queueEvent,
  scheduleEvent,
} from "../support/unit/events.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { invoke } from "../support/unit/invoke.ts";
import { sampleOf, sampleParameters } from "../support/unit/samples.ts";

const anyOperation = fc.constantFrom<Operation>(...operations);
const anyKind = fc.constantFrom(...callerKinds);

/** An event gets an answer, or an error that is the caller's own and has a name; and one line in the log. */
async function expectNamed4xxOrAnswer(operation: Operation, event: Uint8Array): Promise<void> {
  const { body, error, http, lines } = await invoke({
    operation,
    event,
    respond: () => sampleOf(operation.name),
  });
  expect(lines).toHaveLength(1);
  if (!error && (http?.statusCode ?? 200) < 400) return;
  const { status } = catalogue[body.code as ErrorCode];
  expect(status).toBeLessThan(500);
  expect(error ? error.name : http.statusCode).toBe(error ? body.code : status);
}

const holds = (events: fc.Arbitrary<Uint8Array>) =>
  fc.assert(fc.asyncProperty(anyOperation, events, expectNamed4xxOrAnswer), fuzz);

test("any bytes get a named 4xx or an answer", async () => {
  const text = fc.string({ maxLength: 200 });
  await holds(
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      text.map((each) => Buffer.from(each)),
    ),
  );
});

test("any JSON gets a named 4xx or an answer", async () => {
  await holds(anyJson.map(bytesOf));
});

/** Parameters as callers give them: known names and others, fitting values and others. */
const names = [
  ...new Set(operations.flatMap(({ parameters }) => Object.keys(parameters))),
  ...Object.keys(allControls),
  "jobid",
  "__proto__",
  "constructor",
];
const fitting = fc.constantFrom<unknown>(
  "a",
  "a,b",
  ["a", "b"],
  10,
  "10",
  "all",
  "15m",
  "decoded",
  "true",
  "Failed",
  "Job.State,lifecycle",
  "2025-01-02T03:04:05Z",
);
const anyParameters = fc.array(fc.tuple(fc.constantFrom(...names), fc.oneof(fitting, anyJson)), {
  maxLength: 6,
});
const given = fc
  .tuple(anyOperation, anyParameters)
  .map(([{ name }, entries]) => ({ ...sampleParameters[name], ...Object.fromEntries(entries) }));

test("any parameters through any caller get a named 4xx or an answer", async () => {
  await holds(fc.tuple(anyKind, given).map(([kind, parameters]) => bytesOf(eventOf[kind](parameters))));
});

test("a real event in which anything is changed gets a named 4xx or an answer", async () => {
  const form = (parameters: object) =>
    new URLSearchParams(
      Object.entries(parameters).map(([name, value]) => [name, JSON.stringify(value)] as [string, string]),
    );
  const realEvent = fc.tuple(anyKind, given).chain(([kind, parameters]) =>
    fc.constantFrom(
      eventOf[kind](parameters),
      httpTriggerEvent({ query: Object.fromEntries(form(parameters)) }),
      apiGatewayEvent({
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        query: parameters,
        body: form(parameters).toString(),
      }),
      scheduleEvent(JSON.stringify(parameters)),
      notificationEvent("MediaConvertComplete", parameters),
      queueEvent(JSON.stringify(notificationEvent("BatchProduceMediaComplete", parameters))),
      invocationEvent(eventOf[kind](parameters)),
    ),
  );
  await holds(realEvent.chain(nearly).map(bytesOf));
});

test("a real event in which any bytes are changed gets a named 4xx or an answer", async () => {
  const changed = fc
    .tuple(
      anyKind,
      given,
      fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 3 }), fc.nat(3)), { maxLength: 4 }),
    )
    .map(([kind, parameters, changes]) => {
      let bytes = Buffer.from(bytesOf(eventOf[kind](parameters)));
      for (const [place, inserted, removed] of changes) {
        const at = place % (bytes.length + 1);
        bytes = Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);
      }
      return bytes;
    });
  await holds(changed);
});
