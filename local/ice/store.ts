import { samplesOf } from "../../functions/samples.ts";
import { jobPath, joinPaths, valueAt, withValue } from "../../functions/subject.ts";
import { isObject } from "../../shared/json/value.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { formatIceTime } from "../../shared/runtime/ice-time.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import type { ScriptStep } from "./script.ts";

/** ICE's data: jobs, and assets by their ID. */
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
      for (const sample of samplesOf(operation)) putSample({ jobs, assets, reset }, operation, sample);
    }
  }
  reset();
  return { jobs, assets, reset };
}

/** A job to put into the store. */
interface NewJob {
  /**
   * ICE's answer; for an operation that lists, an answer with one item, or the item alone. An ID that is missing in it is
   * added.
   */
  readonly document: Document;
  readonly script?: readonly ScriptStep[] | undefined;
  /** The creation time where the document has none, in milliseconds since the epoch; undefined leaves it out. */
  readonly created?: number;
}

/**
 * Stores a job under an ID.
 * @returns what is wrong with the document; undefined when it was stored
 */
export function putJob(
  store: Store,
  operation: Operation,
  id: string,
  { document, script = [], created }: NewJob,
): string | undefined {
  if (operation.kind === "batch")
    return `${operation.name} has no jobs. Use PUT /_control/assets/<MediaId> for its assets.`;
  const [item, ...more] = operation.kind === "list" ? itemsOf(document, operation.itemsField) : [document];
  if (!isObject(item) || more.length > 0) return "The document must hold exactly one job.";
  const at = jobPath(operation);
  if (!isObject(valueAt(item, at))) return `The document has no "${at}".`;
  const idPath = joinPaths(at, operation.idField);
  const ownId = valueAt(item, idPath) ?? id;
  if (String(ownId).trim() !== id.trim()) return `The document's "${idPath}" is "${ownId}", not "${id}".`;
  const named = withValue(item, idPath, ownId);
  const createdPath = operation.createdField && joinPaths(at, operation.createdField);
  const whole =
    createdPath !== undefined && created !== undefined && valueAt(named, createdPath) === undefined
      ? withValue(named, createdPath, formatIceTime(created))
      : named;
  const statePath = joinPaths(at, operation.stateField);
  store.jobs.put(operation, id, { document: whole as Document, jobPath: at, statePath, script });
  return undefined;
}

/**
 * Stores an asset under an ID.
 * @returns what is wrong with the document; undefined when it was stored
 */
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
    const id = valueAt(document, kind === "list" ? idField : joinPaths(operation.jobField, idField));
    if (isObject(document)) putJob(store, operation, String(id), { document });
  }
}

/** The items of a list answer; a document without a list is the only item. */
function itemsOf(document: Document, path: string): readonly unknown[] {
  const items = valueAt(document, path);
  return Array.isArray(items) ? items : [document];
}
