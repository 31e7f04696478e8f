import { valueAt, withValue } from "../../functions/subject.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { type Position, positionAt, type Step } from "./script.ts";

/** A job that moves through its script as time passes and as it is looked at. */
export interface Job {
  readonly id: string;
  /** ICE's word for its state now. */
  state(): unknown;
  /** As it stands now. */
  peek(): Document;
  /** As it stands now; counts as a look. */
  look(): Document;
}

/** The jobs of every operation, by operation and ID; edges of IDs don't count, as the documented ones carry blanks. */
export interface Jobs {
  put(operation: Operation, id: string, stored: Stored): void;
  get(operation: Operation, id: string): Job | undefined;
  all(operation: Operation): readonly Job[];
  clear(): void;
}

/** A job as it was put: the document, where in it the state is, and its script (empty: the document stays). */
export interface Stored {
  readonly document: Document;
  readonly statePath: string;
  readonly script: readonly Step[];
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

function createJob(id: string, { document, statePath, script }: Stored, now: () => number): Job {
  let position: Position = { step: 0, began: now(), looks: 0 };
  const documentAt = ({ step }: Position) => {
    const state = script[step]?.state;
    return state === undefined ? document : (withValue(document, statePath, state) as Document);
  };
  const peek = () => documentAt(positionAt(script, position, now()));
  return {
    id,
    state: () => valueAt(peek(), statePath),
    peek,
    look() {
      position = positionAt(script, position, now());
      position = { ...position, looks: position.looks + 1 };
      return documentAt(position);
    },
  };
}
