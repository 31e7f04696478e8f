import { existsSync, readFileSync } from "node:fs";
import type { Document, JobOperation, ListOperation, Operation } from "../shared/operation.ts";
import { formatIceTime } from "../shared/runtime/ice-time.ts";
import { packageRoot } from "./package-root.ts";
import { jobPath, joinPaths, subjectOf, valueAt, withValue } from "./subject.ts";

/** The documented answer of an operation; undefined where its folder has none. */
export function sampleOf(operation: Operation): Document | undefined {
  return readSample(operation, "sample.json");
}

/**
 * Every sample answer of an operation, the documented one first. `sample-wire.json` is one with an ID of its own, as the
 * vendor's SDKs expect it: with JSON in strings where the documented sample shows objects.
 */
export function samplesOf(operation: Operation): readonly Document[] {
  return ["sample.json", "sample-wire.json"]
    .map((name) => readSample(operation, name))
    .filter((sample) => sample !== undefined);
}

/** Parameters of a call that the documented sample answers: the sample's own ID, or none where the operation lists. */
export function exampleParameters(operation: Operation): Record<string, string> {
  if (operation.kind === "list") return {};
  const { idField } = operation;
  const parameter = operation.kind === "batch" ? operation.idsField : idField;
  return { [parameter]: String(sampleValue(operation, idField)).trim() };
}

/**
 * The document of a job as the documented sample has it, with another ID and creation time. Of a list, the first job.
 * Without a sample it has these two alone.
 * @param created milliseconds since the epoch
 */
export function sampleJob(operation: JobOperation | ListOperation, id: string, created: number): Document {
  const { createdField, idField } = operation;
  const sample = sampleOf(operation);
  const document = operation.kind === "list" ? valueAt(sample, subjectOf(operation).at) : sample;
  const at = jobPath(operation);
  const named = withValue(document, joinPaths(at, idField), id);
  return (
    createdField ? withValue(named, joinPaths(at, createdField), formatIceTime(created)) : named
  ) as Document;
}

/** An hour after the sample's job was made: a timer fired at that time finds it. */
export function exampleTime(operation: JobOperation | ListOperation): string {
  const created = String(sampleValue(operation, operation.createdField ?? ""));
  return new Date(Date.parse(created) + 3_600_000).toISOString();
}

/** A field of what the documented sample is about: its job, or the first of a list. */
function sampleValue(operation: Operation, field: string): unknown {
  return valueAt(sampleOf(operation), joinPaths(subjectOf(operation).at, field));
}

function readSample({ functionName }: Operation, name: string): Document | undefined {
  const file = new URL(`functions/${functionName}/${name}`, packageRoot);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
