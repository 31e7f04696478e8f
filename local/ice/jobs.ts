import { joinPaths, valueAt, withValue } from "../../functions/subject.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { type Position, positionAt, type ScriptStep } from "./script.ts";

/** A job that moves through its script with time and with each look. */
export interface Job {
  readonly id: string;
  /** Whether it was put with a script. */
  readonly scripted: boolean;
  /** ICE's word for its current state. */
  state(): unknown;
  /** The current document. */
  peek(): Document;
  /** The current document; counts as a look. */
  look(): Document;
}

/** The jobs of all operations, by operation and ID. IDs are trimmed, because the documented ones have blanks at their ends. */
export interface Jobs {
  put(operation: Operation, id: string, stored: Stored): void;
  get(operation: Operation, id: string): Job | undefined;
  all(operation: Operation): readonly Job[];
  clear(): void;
}

/** A job as it was put: its document, the path of the job and of the state in it, and its script; an empty script changes nothing. */
export interface Stored {
  readonly document: Document;
  readonly jobPath?: string;
  readonly statePath: string;
  readonly script: readonly ScriptStep[];
}

export function createJobs(now: () => number): Jobs {
  const jobs = new Map<string, Map<string, Job>>();
  return {
    put(operation, id, stored) {
      const ofOperation = jobs.get(operation.name) ?? new Map<string, Job>();
      jobs.set(operation.name, ofOperation.set(id.trim(), createJob(id.trim(), stored, now)));
    },
    get: (operation, id) => jobs.get(operation.name)?.get(id.trim()),
    all: (operation) => [...(jobs.get(operation.name)?.values() ?? [])],
    clear: () => jobs.clear(),
  };
}

function createJob(
  id: string,
  { document, jobPath = "", statePath, script }: Stored,
  now: () => number,
): Job {
  let position: Position = { step: 0, began: now(), looks: 0 };
  const documentAt = ({ step }: Position) => {
    const { state, set = {} } = script[step] ?? {};
    if (state === undefined) return document;
    return Object.entries({ ...set }).reduce<Document>(
      (changed, [path, value]) => withValue(changed, joinPaths(jobPath, path), value) as Document,
      withValue(document, statePath, state) as Document,
    );
  };
  const peek = () => documentAt(positionAt(script, position, now()));
  return {
    id,
    scripted: script.length > 0,
    state: () => valueAt(peek(), statePath),
    peek,
    look() {
      position = positionAt(script, position, now());
      position = { ...position, looks: position.looks + 1 };
      return documentAt(position);
    },
  };
}
