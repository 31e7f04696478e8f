import { readFileSync } from "node:fs";
import { operations } from "../../../functions/index.ts";
import { packageRoot } from "../../../functions/package-root.ts";
import { exampleParameters } from "../../../functions/samples.ts";
import type { BatchOperation, Document, Operation } from "../../../shared/operation.ts";

/** The documented sample answer of an operation, as the vendor prints it. */
export function sampleTextOf(name: string): string {
  const folder = operations.find((operation) => operation.name === name)?.functionName;
  return readFileSync(new URL(`functions/${folder}/sample.json`, packageRoot), "utf8");
}

/** The documented sample answer of an operation, made anew at every call. */
export function sampleOf(name: string): Document {
  return JSON.parse(sampleTextOf(name));
}

/** Parameters of a call that the sample answers, by operation. */
export const sampleParameters: Readonly<Record<string, Document>> = Object.fromEntries(
  (operations as readonly Operation[]).map((operation) => [
    operation.name,
    operation.kind === "batch" ? allIds(operation) : exampleParameters(operation),
  ]),
);

/** Every ID in the sample, found or ignored. */
function allIds({ name, idsField, foundField, idField, ignoredField }: BatchOperation): Document {
  const { [foundField]: found, [ignoredField]: ignored } = sampleOf(name);
  const ids = ((found ?? []) as readonly Document[]).map((item) => item[idField]);
  return { [idsField]: [...ids, ...((ignored ?? []) as readonly string[])] };
}
