import fc from "fast-check";
import { expect, test } from "vitest";
import { operation } from "../../functions/list-batch-media-producing-jobs/operation.ts";
import type { Document } from "../../shared/operation.ts";
import { apiGatewayEvent, eventOf, httpTriggerEvent } from "../support/unit/events.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { invoke } from "../support/unit/invoke.ts";

const characters = (from: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...from), minLength: 1, maxLength });
const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join("");

const anyTime = fc
  .date({ min: new Date(0), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);
const anyRange = fc.uniqueArray(anyTime, { minLength: 2, maxLength: 2 }).map((times) => times.sort());

/** Any parameters that are right. */
const anyParameters: fc.Arbitrary<Document> = fc
  .tuple(
    fc.record(
      {
        JobId: characters(printable.replace(",", ""), 128),
        JobType: characters("abcXYZ019_-", 64),
        Status: fc.constantFrom("Init", "Processing", "Finished", "Failed"),
        SortBy: fc.constantFrom("asc", "desc"),
        NextToken: characters(printable, 200),
        MaxResults: fc.integer({ min: 1, max: 100 }),
      },
      { requiredKeys: [] },
    ),
    fc.option(anyRange, { nil: undefined }),
  )
  .map(([filters, range]) => (range ? { ...filters, StartTime: range[0], EndTime: range[1] } : filters));

const asText = (parameters: Document) =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));

/** The ways that parameters come in, each as its caller sends them. */
const ways: readonly ((parameters: Document) => Document)[] = [
  ...Object.values(eventOf),
  (parameters) => httpTriggerEvent({ query: asText(parameters) }),
  (parameters) => apiGatewayEvent({ query: asText(parameters) }),
  (parameters) => ({ ...apiGatewayEvent(), pathParameters: asText(parameters) }),
  (parameters) =>
    httpTriggerEvent({
      method: "POST",
      headers: { "CONTENT-TYPE": "application/x-www-form-urlencoded; charset=utf-8" },
      body: Buffer.from(new URLSearchParams(asText(parameters)).toString()).toString("base64"),
      isBase64Encoded: true,
    }),
];

test("right parameters reach ICE as they are, whichever way they come", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ways), anyParameters, async (way, parameters) => {
      const document = { RequestId: "R", EditingBatchJobList: [] };
      const { requests, log } = await invoke({ operation, event: way(parameters), respond: () => document });
      expect(requests.map((request) => request.parameters)).toEqual([asText(parameters)]);
      expect(log.outcome).toBe("answered");
    }),
    fuzz,
  );
});
