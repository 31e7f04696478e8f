import type { ZodMiniObject, ZodMiniType } from "zod/mini";

/** An answer, ICE's or the bundle's: a JSON object. */
export type Document = Readonly<Record<string, unknown>>;

/** How a job fares, in the one vocabulary that serves every operation. */
export type Phase = "pending" | "running" | "succeeded" | "failed" | "cancelled" | "unknown";

/** Where the jobs of an answer lie and what their words mean. Field paths are relative to the job. */
export interface JobModel {
  /** Path from the answer to its job ("" is the answer itself) or to its list of jobs ("EditingBatchJobList[]"). */
  readonly at: string;
  readonly id: string;
  readonly state: string;
  /** ICE's state words. A word that is not here is `unknown`, and not done. */
  readonly phases: Readonly<Record<string, Exclude<Phase, "unknown">>>;
  /** When the job was created, where ICE tells it. */
  readonly created?: string;
  /** A field with ICE's own percentage. */
  readonly percent?: string;
  /** The state words of a job's parts: how many are done is its progress, one that failed makes a success partial. */
  readonly parts?: {
    readonly states: readonly string[];
    readonly done: readonly string[];
    readonly failed: readonly string[];
  };
  /** Fields that list what failed, as an array or as the JSON text of one: a success with one of them not empty is partial. */
  readonly failures?: readonly string[];
}

/** How an operation pages: names of request and answer fields. */
export interface PagesModel {
  readonly items: string;
  readonly token: string;
  readonly size: string;
  readonly from: string;
  readonly to: string;
}

/** How an operation takes many IDs: they are asked in chunks, side by side. */
export interface BatchModel {
  readonly ids: string;
  readonly chunk: number;
  /** The answer's list of what was found, the ID in each, and the answer's list of IDs that were ignored. */
  readonly found: string;
  readonly id: string;
  readonly ignored: string;
}

/** One ICE operation, as data. Shared code reads this and never asks for a name. */
export interface Operation<
  Parameters extends ZodMiniObject = ZodMiniObject,
  Answer extends ZodMiniType = ZodMiniType,
> {
  /** ICE's name: the `Action` sent, the gateway's path. */
  readonly name: string;
  /** The deployed function's name and its folder's. */
  readonly functionName: string;
  /** One sentence for explanations and for OpenAPI. */
  readonly summary: string;
  /** The RAM action that its role needs. ICE knows no resource-level permission. */
  readonly action: `ice:${string}`;
  readonly parameters: Parameters;
  readonly answer: Answer;
  readonly job?: JobModel;
  readonly pages?: PagesModel;
  readonly batch?: BatchModel;
}
