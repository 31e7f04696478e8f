import type { Fields } from "./schema/fields.ts";
import type { Parameters } from "./schema/parameter.ts";

/** A JSON object: an answer, ICE's or the bundle's, or any part of one. */
export type Document = Readonly<Record<string, unknown>>;

/** Where a job stands, in the one vocabulary that serves every operation. */
export type Phase = "pending" | "running" | "succeeded" | "failed" | "cancelled" | "unknown";

/** How to read one job. Field names and paths are relative to the job. */
export interface JobFields {
  readonly idField: string;
  readonly stateField: string;
  /** The phase of each of ICE's state words. A word that is not listed is `unknown`, and the job is not done. */
  readonly phases: Readonly<Record<string, Exclude<Phase, "unknown">>>;
  /** When the job was created, where ICE tells it. */
  readonly createdField?: string;
  /** ICE's own percentage, where it gives one. */
  readonly percentField?: string;
  /** The parts of a job. The share that is done is its progress; one that failed makes a success partial. */
  readonly parts?: {
    readonly statePaths: readonly string[];
    readonly doneStates: readonly string[];
    readonly failedStates: readonly string[];
  };
  /** Lists of what failed, as arrays or as JSON text: a success with one of them not empty is partial. */
  readonly failurePaths?: readonly string[];
}

interface AnyOperation {
  /** ICE's name: the `Action` sent, the gateway's path. */
  readonly name: string;
  /** The name of the deployed function and of its folder. */
  readonly functionName: string;
  /** One sentence for help texts and OpenAPI. */
  readonly summary: string;
  /** The RAM action that the function's role needs. ICE has no resource-level permissions. */
  readonly action: `ice:${string}`;
  /** What a caller may give to ICE. */
  readonly parameters: Parameters;
  /** The fields of ICE's answer, as plain data. */
  readonly answer: Fields;
  /** ICE's own notifications about what the operation answers. */
  readonly notifications?: {
    readonly eventTypes: readonly string[];
    /** The member of the message that is the ID to ask for. */
    readonly idField: string;
  };
}

/** Answers one job. */
export interface JobOperation extends AnyOperation, JobFields {
  readonly kind: "job";
  /** The answer's member that is the job; "" where the answer itself is. */
  readonly jobField: string;
}

/** Answers a list of jobs, by page. */
export interface ListOperation extends AnyOperation, JobFields {
  readonly kind: "list";
  /** The answer's list of jobs. */
  readonly itemsField: string;
  /** The page token, both in the answer and as a parameter. */
  readonly tokenField: string;
  /** The parameter for the number of jobs in a page. */
  readonly sizeField: string;
  /** The parameters for the range of creation times. */
  readonly fromField: string;
  readonly toField: string;
}

/** Answers many items by their IDs, in several calls where they are too many for one. */
export interface BatchOperation extends AnyOperation {
  readonly kind: "batch";
  /** The parameter for the IDs. */
  readonly idsField: string;
  readonly maxIdsPerCall: number;
  /** The answer's list of what ICE found, and the ID field of each. */
  readonly foundField: string;
  readonly idField: string;
  /** The answer's list of IDs that ICE ignored. */
  readonly ignoredField: string;
}

/** One ICE operation, as data. Shared code reads it and never asks for its name. */
export type Operation = JobOperation | ListOperation | BatchOperation;
