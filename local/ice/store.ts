import { sampleOf } from "../../functions/samples.ts";
import { join, valueAt, withValue } from "../../functions/subject.ts";
import { isObject } from "../../shared/json/value.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import type { Step } from "./script.ts";

/** All that ICE knows: jobs, and assets by their ID. */
export interface Store {
  readonly jobs: Jobs;
  readonly assets: Map<string, Document>;
  /** Back to the documented samples. */
  reset(): void;
}

export function createStore(operations: readonly Operation[], now: () => number): Store {
  const jobs = createJobs(now);
  const assets = new Map<string, Document>();
  function reset(): void {
    jobs.clear();
    assets.clear();
    for (const operation of operations) {
      const sample = sampleOf(operation);
      if (sample) putSample({ jobs, assets, reset }, operation, sample);
    }
  }
  reset();
  return { jobs, assets, reset };
}

/**
 * Puts a job under an ID. The document is ICE's answer; for an operation that lists, an answer with one item or the
 * item alone. Its ID is filled in where it has none. Returns what is wrong with the document, or undefined.
 */
export function putJob(
  store: Store,
  operation: Operation,
  id: string,
  document: Document,
  script: readonly Step[] = [],
): string | undefined {
  if (operation.kind === "batch")
    return `${operation.name} has no jobs; put its assets to /_control/assets/<MediaId>.`;
  const [item, ...more] = operation.kind === "list" ? itemsOf(document, operation.itemsField) : [document];
  if (!isObject(item) || more.length > 0) return "The document has to hold exactly one job.";
  const at = operation.kind === "list" ? "" : operation.jobField;
  if (!isObject(valueAt(item, at))) return `The document has no "${at}".`;
  const idPath = join(at, operation.idField);
  const ownId = valueAt(item, idPath) ?? id;
  if (String(ownId).trim() !== id.trim()) return `The document's "${idPath}" is "${ownId}", not "${id}".`;
  const named = withValue(item, idPath, ownId) as Document;
  store.jobs.put(operation, id, { document: named, statePath: join(at, operation.stateField), script });
  return undefined;
}

/** Puts an asset under an ID. Returns what is wrong with the document, or undefined. */
export function putAsset(store: Store, idField: string, id: string, document: Document): string | undefined {
  const ownId = document[idField] ?? id;
  if (String(ownId).trim() !== id.trim()) return `The document's "${idField}" is "${ownId}", not "${id}".`;
  store.assets.set(id.trim(), { ...document, [idField]: ownId });
  return undefined;
}

function putSample(store: Store, operation: Operation, sample: Document): void {
  const { kind, idField } = operation;
  if (kind === "batch") {
    for (const asset of itemsOf(sample, operation.foundField))
      if (isObject(asset)) putAsset(store, idField, String(asset[idField]), asset);
    return;
  }
  const documents = kind === "list" ? itemsOf(sample, operation.itemsField) : [sample];
  for (const document of documents) {
    const id = valueAt(document, kind === "list" ? idField : join(operation.jobField, idField));
    if (isObject(document)) putJob(store, operation, String(id), document);
  }
}

/** The items of an answer that lists, or the item that it is itself. */
function itemsOf(document: Document, path: string): readonly unknown[] {
  const items = valueAt(document, path);
  return Array.isArray(items) ? items : [document];
}
