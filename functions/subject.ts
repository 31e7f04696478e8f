import { isObject } from "../shared/json/value.ts";
import type { JobOperation, ListOperation, Operation } from "../shared/operation.ts";

/** Puts paths together: `Job` and `State` is `Job.State`; an empty one adds nothing. */
export function joinPaths(...paths: readonly (string | number)[]): string {
  return paths.filter((path) => path !== "").join(".");
}

/** The value at a path such as `Job.State` or `Items.0.Status`, "" for the whole; undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: string): unknown {
  return keys(path).reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

/** A copy with another value at a path. What is missing on the way is made. */
export function withValue(value: unknown, path: string, replacement: unknown): unknown {
  const [key, ...rest] = keys(path);
  if (key === undefined) return replacement;
  const inner = withValue(valueAt(value, key), rest.join("."), replacement);
  if (Array.isArray(value)) return Object.assign([...value], { [key]: inner });
  return { ...(isObject(value) ? value : {}), [key]: inner };
}

/** Where an answer has what it is about: a job or an asset; of a list, the first one. */
export interface Subject {
  readonly at: string;
  /** Relative to the subject. */
  readonly id: string;
  /** Relative to the subject; an asset has no state. */
  readonly state: string | undefined;
}

export function subjectOf(operation: Operation): Subject {
  const { idField: id } = operation;
  if (operation.kind === "batch") return { at: joinPaths(operation.foundField, 0), id, state: undefined };
  const at = operation.kind === "list" ? joinPaths(operation.itemsField, 0) : operation.jobField;
  return { at, id, state: operation.stateField };
}

/** Where a job's document has the job; the document of a listed job is the job itself. */
export function jobPath(operation: JobOperation | ListOperation): string {
  return operation.kind === "list" ? "" : operation.jobField;
}

const keys = (path: string) => (path === "" ? [] : path.split("."));
