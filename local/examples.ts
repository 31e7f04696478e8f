import { readFileSync } from "node:fs";
import type { Operation } from "../shared/operation.ts";
import { join, subjectOf, valueAt } from "./ice/document.ts";

/** Parameters of a call that the documented sample answers: the sample's own ID, or none where the operation lists. */
export function exampleParameters(operation: Operation): Record<string, string> {
  if (operation.pages) return {};
  const { id } = subjectOf(operation);
  return { [operation.batch?.ids ?? id]: String(sampleValue(operation, id)).trim() };
}

/** An hour after the sample's job was made: a timer fired at that time finds it. */
export function exampleTime(operation: Operation): string {
  const created = String(sampleValue(operation, operation.job?.created ?? ""));
  return new Date(Date.parse(created) + 3_600_000).toISOString();
}

/** A field of what the documented sample is about: its job, or the first of a list. */
function sampleValue(operation: Operation, field: string): unknown {
  const file = new URL(`./ice/samples/${operation.name}.json`, import.meta.url);
  return valueAt(JSON.parse(readFileSync(file, "utf8")), join(subjectOf(operation).at, field));
}
