import { expect, test } from "vitest";
import { operations } from "../../../functions/index.ts";
import type { Operation } from "../../../shared/operation.ts";
import fields from "../../data/fields.json" with { type: "json" };

const all: readonly Operation[] = operations;

test.each(all)("$name is named alike everywhere", ({ name, functionName, action }) => {
  expect(action).toBe(`ice:${name}`);
  expect(functionName).toBe(name.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase());
});

test.each(all)(
  "$name names only fields and parameters that are documented",
  ({ name, job, pages, batch }) => {
    const { request, response } = fields[name as keyof typeof fields];
    const inJob = (field: string) => (job?.at ? `${job.at}.${field}` : field);
    const named = [
      ...(job ? [job.id, job.state].map(inJob) : []),
      ...[job?.created, job?.percent].flatMap((field) => (field ? [inJob(field)] : [])),
      ...[...(job?.parts?.states ?? []), ...(job?.failures ?? [])].map(inJob),
      ...(pages ? [pages.items, pages.token, pages.size] : []),
      ...(batch ? [batch.found, `${batch.found}[].${batch.id}`, batch.ignored] : []),
    ];
    expect(named.filter((path) => !Object.hasOwn(response, path))).toEqual([]);
    const asked = [
      ...(pages ? [pages.token, pages.size, pages.from, pages.to] : []),
      ...(batch ? [batch.ids] : []),
      ...(job ? [job.id] : []),
    ];
    expect(asked.filter((parameter) => !Object.hasOwn(request, parameter))).toEqual([]);
  },
);
