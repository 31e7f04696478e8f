import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { operation } from "../../../../functions/get-media-convert-job/operation.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import { indexedFields, keyIndices } from "../../../../tools/deploy/observability/fields.ts";
import { alarms, queries } from "../../../../tools/deploy/observability/queries.ts";
import { httpTriggerEvent } from "../../../support/unit/events.ts";
import { invoke } from "../../../support/unit/invoke.ts";

/** Two real lines, which have every field between them: an answer with drift that is too large, and an error. */
const event = httpTriggerEvent({ query: { JobId: "1" }, headers: { "X-Request-Id": "mine" } });
const job = { RequestId: "R-1", Job: { JobId: "1", State: "Success", New: "x" }, Long: "x".repeat(70_000) };
const { log: answered } = await invoke({ operation, parameters: { JobId: "1" }, respond: () => job });
const { log: failed } = await invoke({
  operation,
  event,
  respond: () => {
    throw new ProblemError("UpstreamUnavailable", {
      cause: "502",
      upstream: { code: "Busy", requestId: "R-2" },
    });
  },
});
const line = { ...answered, ...failed };

test("every indexed field is in the log line, with its type", () => {
  for (const [name, type] of Object.entries(indexedFields)) {
    expect(line, name).toHaveProperty(name);
    expect(typeof line[name] === "number", name).toBe(type === "long");
  }
});

test.each([...queries, ...alarms])("the fields of $title are indexed", ({ query }) => {
  const fields = [...query.matchAll(/message\.(\w+)/g)].map(([, name]) => name);
  expect(fields.length).toBeGreaterThan(0);
  expect(fields.filter((name) => !((name as string) in indexedFields))).toEqual([]);
  const index = keyIndices.find(({ Name }) => Name === "message") as (typeof keyIndices)[0];
  expect(index.JsonKeyIndices?.map(({ Name }) => Name)).toEqual(expect.arrayContaining(fields));
});

test.each(alarms)("the condition of $title is on columns of its query", ({ query, condition }) => {
  const columns = [...query.matchAll(/ as (\w+)/g)].map(([, name]) => name);
  const used = [...condition.matchAll(/([a-z]\w*) [<>=]/g)].map(([, name]) => name);
  expect(used.length).toBeGreaterThan(0);
  expect(columns).toEqual(expect.arrayContaining(used));
});

test("there are alarms on errors, throttling, duration and drift", () => {
  expect(alarms.map(({ name }) => name)).toEqual(["error-rate", "throttling", "p95", "drift"]);
});

test("a line of the log is one entry: s.yaml splits entries by nothing else", async () => {
  expect(await readFile("s.yaml", "utf8")).toMatch(/^ {4}logBeginRule: None$/m);
});
